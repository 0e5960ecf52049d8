package theoria.runtime.job;

import theoria.core.model.data.Augmentation;
import theoria.core.model.data.Corruption;
import theoria.core.model.engine.TrainingSpec;
import theoria.core.model.tensor.Precision;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.parameter.Parameter;
import theoria.core.study.parameter.Values;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can be asked of a training, as fields of a form with the command line's words. */
public final class TrainingFields {
    private static final int LARGE = 1_000_000;

    private static final Parameter.Whole EPOCHS =
            new Parameter.Whole("epochs", "Epochs", "Passes over the data.", 10, 1, LARGE);
    private static final Parameter.Whole BATCH =
            new Parameter.Whole("batch", "Batch", "Examples per step.", 64, 1, LARGE);
    private static final Parameter.Choice OPTIMISER =
            new Parameter.Choice(
                    "optimiser",
                    "Optimiser",
                    "How a gradient becomes an update.",
                    "adam",
                    words(TrainingSpec.Optimiser.values()));
    private static final Parameter.Real RATE =
            new Parameter.Real("rate", "Learning rate", "Size of a step.", 0.001, 0, 1e6, "");
    private static final Parameter.Choice SCHEDULE =
            new Parameter.Choice(
                    "schedule",
                    "Schedule",
                    "How the learning rate goes.",
                    "cosine",
                    words(TrainingSpec.Schedule.values()));
    private static final Parameter.Real MOMENTUM =
            new Parameter.Real("momentum", "Momentum", "Of sgd.", 0.0, 0, 0.999999, "");
    private static final Parameter.Real DECAY =
            new Parameter.Real("decay", "Weight decay", "Pull towards 0.", 0.0, 0, 1e6, "");
    private static final Parameter.Words FREEZE =
            new Parameter.Words(
                    "freeze",
                    "Freeze",
                    "Layers that keep their numbers, as in conv1,block2.*; none if empty.",
                    "");
    private static final Parameter.Words AUGMENT =
            new Parameter.Words(
                    "augment",
                    "Augmentation",
                    "Random changes of pictures: flip,shift=4,noise=0.1; none if empty.",
                    "");
    private static final Parameter.Words CORRUPT =
            new Parameter.Words(
                    "corrupt",
                    "Corruption",
                    "Spoil the training data: labels=0.5 or labels=random,"
                            + " pixels=shuffled|random|gaussian; not if empty.",
                    "");
    private static final Parameter.Real HOLD_OUT =
            new Parameter.Real(
                    "hold_out",
                    "Hold out",
                    "Share of the train split that is measured instead of trained on.",
                    0.0,
                    0,
                    0.99,
                    "");
    private static final Parameter.Whole PATIENCE =
            new Parameter.Whole(
                    "patience",
                    "Patience",
                    "Checkpoints without a smaller loss after which it stops and takes the best; 0"
                            + " to go to the end.",
                    0,
                    0,
                    LARGE);
    private static final Parameter.Choice INITIALISATION =
            new Parameter.Choice(
                    "initialisation",
                    "Initial weights",
                    "Their variance, where training begins from random ones.",
                    "he",
                    words(Initialisation.values()));
    private static final Parameter.Whole EVERY =
            new Parameter.Whole(
                    "checkpoint_every",
                    "Checkpoint every",
                    "Steps between two checkpoints.",
                    50,
                    0,
                    LARGE);
    private static final Parameter.Whole KEEP =
            new Parameter.Whole(
                    "keep",
                    "Keep checkpoints",
                    "When there are more, every second goes, but for the first, the best and the"
                            + " last; 0 to keep all.",
                    TrainingOptions.USUALLY_KEPT,
                    0,
                    LARGE);
    private static final Parameter.Choice PRECISION =
            new Parameter.Choice(
                    "precision",
                    "Precision",
                    "Of the arithmetic.",
                    "float",
                    words(Precision.values()));
    private static final Parameter.Whole SEED =
            new Parameter.Whole(
                    "seed",
                    "Seed",
                    "Of weights, order and whatever is random.",
                    1,
                    0,
                    Integer.MAX_VALUE);

    /** Those that most trainings set. */
    public static final List<Parameter<?>> USUAL =
            List.of(EPOCHS, BATCH, OPTIMISER, RATE, SCHEDULE, MOMENTUM, DECAY);

    /** The others. */
    public static final List<Parameter<?>> MORE =
            List.of(
                    FREEZE,
                    AUGMENT,
                    CORRUPT,
                    HOLD_OUT,
                    PATIENCE,
                    INITIALISATION,
                    EVERY,
                    KEEP,
                    PRECISION,
                    SEED);

    private final Values values;

    /**
     * Reads what is given; defaults for the rest.
     *
     * @throws theoria.core.study.parameter.ParameterException if a value is not allowed
     */
    public TrainingFields(Map<String, String> given) {
        List<Parameter<?>> all = new java.util.ArrayList<>(USUAL);
        all.addAll(MORE);
        values = Values.parse(all, given);
    }

    private static List<String> words(Enum<?>[] constants) {
        return Arrays.stream(constants).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
    }

    private <E extends Enum<E>> E constant(Class<E> kind, Parameter.Choice choice) {
        return Enum.valueOf(kind, values.get(choice).toUpperCase(Locale.ROOT));
    }

    /** How to train. */
    public TrainingSpec spec() {
        return new TrainingSpec(
                constant(TrainingSpec.Optimiser.class, OPTIMISER),
                values.get(RATE),
                constant(TrainingSpec.Schedule.class, SCHEDULE),
                values.get(MOMENTUM),
                values.get(DECAY),
                values.get(BATCH),
                values.get(EPOCHS),
                values.get(SEED),
                values.get(EVERY),
                constant(Precision.class, PRECISION));
    }

    /** How weights are drawn. */
    public Initialisation initialisation() {
        return constant(Initialisation.class, INITIALISATION);
    }

    /**
     * What else is asked.
     *
     * @throws IllegalArgumentException if one of the texts cannot be read, with one sentence
     */
    public TrainingOptions options() {
        String frozen = values.get(FREEZE);
        return new TrainingOptions(
                frozen.isEmpty() ? List.of() : List.of(frozen.split(",")),
                Augmentation.parse(values.get(AUGMENT)),
                Corruption.parse(values.get(CORRUPT)),
                values.get(HOLD_OUT),
                values.get(PATIENCE),
                values.get(KEEP));
    }
}

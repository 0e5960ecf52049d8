package theoria.study.landscape.internal;

import theoria.core.model.engine.Loss;
import theoria.core.study.parameter.Parameter;
import theoria.core.study.parameter.Values;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The parameters that landscape studies share. */
public final class Options {
    private static final String AUTO = "auto";

    /** How directions are scaled. */
    public static final Parameter.Choice NORMALIZE =
            new Parameter.Choice(
                    "normalize",
                    "Normalise",
                    "How directions are scaled against the weights; auto: random ones by filter,"
                            + " others not at all.",
                    AUTO,
                    List.of(AUTO, "none", "weight", "layer", "filter"));

    /** Whether biases and batch norm stay. */
    public static final Parameter.Choice IGNORE =
            new Parameter.Choice(
                    "ignore",
                    "Ignore",
                    "biasbn: biases and batch norm get direction 0; auto: those of random"
                            + " directions that are normalised.",
                    AUTO,
                    List.of(AUTO, "biasbn", "none"));

    /** Whether the second direction is turned. */
    public static final Parameter.Flag ORTHOGONAL =
            new Parameter.Flag(
                    "orthogonal",
                    "Orthogonal",
                    "Whether the second direction is made orthogonal to the first.",
                    false);

    /** How many seeds. */
    public static final Parameter.Whole SEEDS =
            new Parameter.Whole(
                    "seeds",
                    "Seeds",
                    "Random directions of so many seeds, from the run's seed on; the mean is shown"
                            + " with its spread.",
                    1,
                    1,
                    1000);

    /** What is done with running statistics. */
    public static final Parameter.Choice STATISTICS =
            new Parameter.Choice(
                    "statistics",
                    "Running statistics",
                    "Batch norm: fixed as they are, interpolate like the weights, recompute on"
                            + " training batches; auto: interpolate between networks, else fixed.",
                    AUTO,
                    List.of(AUTO, "fixed", "interpolate", "recompute"));

    /** On how many batches they are recomputed. */
    public static final Parameter.Whole STATISTICS_BATCHES =
            new Parameter.Whole(
                    "statistics-batches",
                    "Batches for them",
                    "Training batches on which statistics=recompute measures.",
                    10,
                    1,
                    100_000);

    /** Where a path comes from. */
    public static final Parameter.Choice CHECKPOINTS =
            new Parameter.Choice(
                    "checkpoints",
                    "Checkpoints",
                    "registry: those of the model's training; file:PATH: an npz archive with rows"
                            + " theta (and steps), or a folder of checkpoint files.",
                    "registry",
                    List.of("registry", "file:"));

    /** Whether the path's mean is taken off. */
    public static final Parameter.Flag CENTRE =
            new Parameter.Flag(
                    "centre",
                    "Centre",
                    "Whether the principal components are of the rows less their mean.",
                    true);

    /** Whether losses of single classes are kept. */
    public static final Parameter.Flag CLASSES =
            new Parameter.Flag(
                    "classes", "Classes", "Whether the loss of each class is kept too.", false);

    /** On how many examples a picture first appears. */
    public static final Parameter.Whole FIRST_SAMPLES =
            new Parameter.Whole(
                    "first-samples",
                    "First samples",
                    "0 measures each cell on all samples at once; else every cell on so many of"
                            + " each split first, then on twice as many, until all are used.",
                    0,
                    0,
                    1_000_000_000);

    private final Values values;

    /** The given values. */
    public Options(Values values) {
        this.values = values;
    }

    /** The value of a parameter, its default where the study does not have it. */
    private <T> T get(Parameter<T> parameter) {
        boolean declared = values.texts().containsKey(parameter.key());
        return declared ? values.get(parameter) : parameter.otherwise();
    }

    /** The loss. */
    public Loss loss() {
        return Loss.parse(get(LossParameter.LOSS));
    }

    /** How a direction is scaled; drawn ones have no scale of their own. */
    public Normalisation normalisation(boolean drawn) {
        String word = get(NORMALIZE);
        if (word.equals(AUTO)) {
            return drawn ? Normalisation.FILTER : Normalisation.NONE;
        }
        return Normalisation.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether biases and batch norm get direction 0. */
    public boolean ignored(boolean drawn) {
        String word = get(IGNORE);
        if (word.equals(AUTO)) {
            return drawn && normalisation(true) != Normalisation.NONE;
        }
        return word.equals("biasbn");
    }

    /** Whether the second direction is made orthogonal to the first. */
    public boolean orthogonal() {
        return get(ORTHOGONAL);
    }

    /** Number of seeds. */
    public int seeds() {
        return get(SEEDS);
    }

    /** What is done with running statistics; empty leaves it to the kind of frame. */
    public Optional<Statistics> statistics() {
        String word = get(STATISTICS);
        return word.equals(AUTO)
                ? Optional.empty()
                : Optional.of(Statistics.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    /** Whether they are recomputed. */
    public boolean recomputes() {
        return statistics().equals(Optional.of(Statistics.RECOMPUTE));
    }

    /** Number of batches for that. */
    public int batches() {
        return get(STATISTICS_BATCHES);
    }

    /** Where the checkpoints of a path come from. */
    public String checkpoints() {
        return get(CHECKPOINTS);
    }

    /** Whether the path's mean is taken off. */
    public boolean centred() {
        return get(CENTRE);
    }

    /** Whether losses of single classes are kept. */
    public boolean classes() {
        return get(CLASSES);
    }

    /** On how many examples of each split a picture first appears; 0 is all. */
    public int firstSamples() {
        return get(FIRST_SAMPLES);
    }
}

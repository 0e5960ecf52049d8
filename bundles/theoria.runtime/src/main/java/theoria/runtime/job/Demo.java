package theoria.runtime.job;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.SynthDigits;
import theoria.core.model.engine.TrainingSpec;
import theoria.core.model.tensor.Precision;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.StudyDescriptor;
import theoria.runtime.catalogue.StudyEntry;

import java.util.List;
import java.util.Map;

/** The main job on built-in digits, small enough for a first look: what is trained and studied. */
public final class Demo {
    /** Examples that the studies of the demo take: less than their defaults. */
    public static final int SAMPLES = 300;

    /** The suite of studies that is run. */
    public static final String SUITE = "default";

    private static final int TRAIN = 2000;
    private static final int TEST = 500;
    private static final int EPOCHS = 4;
    private static final String GRID = "11";

    private Demo() {}

    /** The data set. */
    public static Dataset data() {
        return SynthDigits.dataset(1, TRAIN, TEST);
    }

    /** The reference of the data set, which is told without making it. */
    public static String origin() {
        return SynthDigits.origin(1, TRAIN, TEST);
    }

    /** A LeNet on the data. */
    public static TrainingRequest training(Dataset data) {
        TrainingSpec spec =
                new TrainingSpec(
                        TrainingSpec.Optimiser.ADAM,
                        0.002,
                        TrainingSpec.Schedule.COSINE,
                        0,
                        0,
                        50,
                        EPOCHS,
                        1,
                        20,
                        Precision.FLOAT);
        return new TrainingRequest(
                "digits-lenet", "lenet", Initialisation.HE, data, InputContract.IDENTITY, spec);
    }

    /** The studies in the order they run. */
    public static List<StudyEntry> studies(List<StudyEntry> installed) {
        return installed.stream().filter(entry -> entry.suites().contains(SUITE)).toList();
    }

    /** One study on the trained model. */
    public static RunSpec run(StudyDescriptor study, String model, Dataset data) {
        return run(study, model, data.origin());
    }

    /** One study on the trained model, the data set by its reference. */
    public static RunSpec run(StudyDescriptor study, String model, String origin) {
        boolean grid = study.parameters().stream().anyMatch(p -> p.key().equals("grid"));
        return new RunSpec(
                study.id(),
                List.of(model),
                List.of(origin),
                "",
                "0:" + SAMPLES,
                1,
                grid ? Map.of("grid", GRID) : Map.of());
    }
}

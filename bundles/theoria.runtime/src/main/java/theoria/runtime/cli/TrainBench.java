package theoria.runtime.cli;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.Split;
import theoria.core.model.data.SynthDigits;
import theoria.core.model.engine.TrainingSpec;
import theoria.core.model.tensor.Precision;
import theoria.core.model.zoo.Initialisation;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.TrainingRequest;
import theoria.runtime.job.TrainingRunner;
import theoria.runtime.source.Workspace;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code theoria bench train}: one epoch of a LeNet, batch 64, Adam 1e-3, float. */
final class TrainBench {
    private static final int SAMPLES = 2000;
    private static final double RATE = 0.001;
    private static final int BATCH = 64;

    private final Session session;
    private final TrainingRequest request;
    private final int threads;
    private final int samples;

    /**
     * An epoch over the train split of the data, or over built-in digits.
     *
     * @param threads how many the training may use
     */
    TrainBench(Session session, Optional<Dataset> data, InputContract contract, int threads)
            throws UsageException {
        this.session = session;
        this.threads = threads;
        Dataset digits = data.orElseGet(() -> SynthDigits.dataset(1, SAMPLES, 1));
        Examples examples =
                digits.split(Split.TRAIN)
                        .orElseThrow(() -> new UsageException("the data has no train split"));
        // without the test split: only the epoch is timed
        Dataset train =
                new Dataset(
                        digits.name(), Map.of(Split.TRAIN, examples), digits.origin(), List.of());
        this.samples = examples.size();
        TrainingSpec spec =
                new TrainingSpec(
                        TrainingSpec.Optimiser.ADAM,
                        RATE,
                        TrainingSpec.Schedule.CONSTANT,
                        0,
                        0,
                        BATCH,
                        1,
                        1,
                        0,
                        Precision.FLOAT);
        this.request =
                new TrainingRequest("bench", "lenet", Initialisation.HE, train, contract, spec);
    }

    /** The line. */
    Timing timing(int runs) throws Exception {
        String work = "LeNet, one epoch of " + samples + " images, batch 64, Adam, float";
        return Timing.of("train", work, runs, true, this::epoch);
    }

    private Map<String, Object> epoch() throws Exception {
        Path folder = Files.createTempDirectory("theoria-bench");
        try (Workspace workspace = new Workspace(folder)) {
            TrainingRunner runner =
                    new TrainingRunner(session.catalogue(), workspace.registry(), threads);
            TrainingRunner.Outcome outcome =
                    runner.train(request, session.control(), new RunListener() {});
            return Map.of("engine", outcome.trainer());
        } finally {
            BenchCommand.delete(folder);
        }
    }
}

package theoria.tests.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.data.Augmentation;
import theoria.core.model.data.Corruption;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.SynthDigits;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.TrainingSpec;
import theoria.core.model.tensor.Precision;
import theoria.core.model.zoo.Initialisation;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.TrainingOptions;
import theoria.runtime.job.TrainingRequest;
import theoria.runtime.job.TrainingRunner;
import theoria.runtime.source.Workspace;
import theoria.tests.support.BuiltIn;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Theory entry I16: a training that was stopped and goes on gives the bits of one that was not. */
class InterruptedTrainingTest {
    private static final int EVERY = 4;

    @TempDir Path folder;

    private static TrainingRequest request() {
        TrainingSpec spec =
                new TrainingSpec(
                        TrainingSpec.Optimiser.ADAM,
                        0.02,
                        TrainingSpec.Schedule.COSINE,
                        0,
                        1e-4,
                        32,
                        40,
                        5,
                        EVERY,
                        Precision.FLOAT);
        TrainingOptions options =
                new TrainingOptions(
                        List.of("fc2"),
                        Augmentation.parse("noise=0.1"),
                        Corruption.parse("labels=0.2"),
                        0.2,
                        6,
                        4);
        return new TrainingRequest(
                "digits",
                "mlp:1024-24-16-10",
                Optional.empty(),
                Initialisation.HE,
                SynthDigits.dataset(4, 200, 50),
                InputContract.IDENTITY,
                spec,
                options);
    }

    /** Trains until it was asked so often whether to stop; to the end if never. */
    private TrainingRunner.Outcome train(String workspace, int checks, int threads)
            throws Exception {
        RunControl control = new RunControl();
        int[] left = {checks};
        RunListener listener =
                new RunListener() {
                    @Override
                    public void progress(double fraction, String what) {
                        left[0]--;
                        if (left[0] == 0) {
                            control.cancel();
                        }
                    }
                };
        try (Workspace place = new Workspace(folder.resolve(workspace))) {
            return new TrainingRunner(new BuiltIn(), place.registry(), threads)
                    .train(request(), control, listener);
        }
    }

    @Test
    void earlyStoppingFreezingAndThinningSurviveInterruptions() throws Exception {
        TrainingRunner.Outcome whole = train("whole", -1, 1);
        assertThat(whole.stoppedAt()).as("it stops early").isPositive();
        for (int stop = 7; stop < whole.stoppedAt(); stop += 9) {
            int checks = 9;
            assertThatThrownBy(() -> train("parts", checks, 2)).isInstanceOf(Cancelled.class);
        }
        TrainingRunner.Outcome parts = train("parts", -1, 3);
        assertThat(parts.resumedAt()).isPositive();
        assertThat(parts.stoppedAt()).isEqualTo(whole.stoppedAt());
        assertThat(parts.version().hash()).isEqualTo(whole.version().hash());
        assertThat(parts.version().metrics().get("validation_loss"))
                .isEqualTo(whole.version().metrics().get("validation_loss"));
    }
}

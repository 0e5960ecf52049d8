package theoria.tests.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.data.SampleSelection;
import theoria.core.model.data.SynthDigits;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.RunRecord;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.Run;
import theoria.core.study.Study;
import theoria.core.study.codec.ResultCodec;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.registry.SqliteRegistry;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunHistory;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.StudyRunner;
import theoria.tests.support.BuiltIn;
import theoria.tests.support.Studies;
import theoria.tests.support.Theoria;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run on a registered model is remembered, and an interrupted one is continued. */
class InterruptedRunTest {
    private static final String DATA = "synthdigits?train=200&test=50";

    private final Study surface = new BuiltIn().study("landscape.surface").orElseThrow().study();

    @TempDir Path folder;

    /** Cancels when a good part of the surface is there, and longer than partials are thinned. */
    private static final class Stopper implements RunListener {
        private final RunControl control;
        private final List<Instant> continued = new ArrayList<>();

        Stopper(RunControl control) {
            this.control = control;
        }

        @Override
        public void continues(Instant kept) {
            continued.add(kept);
        }

        @Override
        public void progress(double fraction, String what) {
            if (fraction > 0.5) {
                control.cancel();
            }
        }
    }

    @Test
    void aCancelledSurfaceIsContinuedAndEndsWithTheSameBits() throws Exception {
        train();
        try (ModelRegistry registry = SqliteRegistry.open(folder)) {
            StudyRunner runner = new StudyRunner(new BuiltIn(), 2);
            RunHistory history = new RunHistory(registry, runner);
            StudyRequest request = request(registry);
            RunControl control = new RunControl();
            assertThat(history.covers(request)).isTrue();
            assertThatThrownBy(() -> history.run(surface, request, control, new Stopper(control)))
                    .isInstanceOf(Cancelled.class);
            RunRecord kept = registry.runs().get(0);
            assertThat(kept.complete()).isFalse();
            assertThat(computed(RunHistory.read(registry, kept).result())).isBetween(20, 1680);

            Stopper second = new Stopper(new RunControl());
            Run continued = history.run(surface, request, new RunControl(), second);
            assertThat(second.continued).hasSize(1);
            Run whole =
                    runner.run(
                            surface,
                            request,
                            Optional.empty(),
                            new RunControl(),
                            new RunListener() {});
            assertThat(ResultCodec.encode(continued.result()))
                    .isEqualTo(ResultCodec.encode(whole.result()));
            assertThat(registry.runs()).hasSize(1);
            assertThat(registry.runs().get(0).complete()).isTrue();
        }
    }

    @Test
    void anotherFileUnderTheSameNameIsAnotherRun() throws Exception {
        NetworkGraph graph = Architecture.parse("mlp:1024-8-10", Shape.of(1, 32, 32), 10);
        double[] weights = Initialisation.HE.draw(graph, 1).parameters().toDoubles();
        Path directions = folder.resolve("directions.npz");
        StudyRequest request =
                new StudyRequest(
                        List.of(Studies.model(graph, weights)),
                        Optional.of(SynthDigits.dataset(1, 30, 10)),
                        SampleSelection.ALL,
                        List.of(),
                        Map.of("grid", "5", "directions", "file:" + directions),
                        1);
        StudyRunner runner = new StudyRunner(new BuiltIn(), 1);
        Files.writeString(directions, "one");
        String first = runner.key(surface, request);
        assertThat(runner.key(surface, request)).isEqualTo(first);
        Files.writeString(directions, "two");
        assertThat(runner.key(surface, request)).isNotEqualTo(first);
    }

    private void train() {
        Theoria theoria = new Theoria(folder);
        Theoria.Outcome outcome =
                theoria.run("train", "mlp:1024-32-10", "--data", DATA, "--name", "digits");
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    private static StudyRequest request(ModelRegistry registry) throws Exception {
        return new StudyRequest(
                List.of(registry.open(registry.find("digits").orElseThrow())),
                Optional.of(SynthDigits.dataset(1, 200, 50)),
                SampleSelection.parse("all"),
                List.of(),
                Map.of("grid", "41"),
                1);
    }

    private static int computed(Result result) {
        int count = 0;
        boolean[] mask = ((Surface) result).computed();
        for (boolean there : mask) {
            count += there ? 1 : 0;
        }
        return count;
    }
}

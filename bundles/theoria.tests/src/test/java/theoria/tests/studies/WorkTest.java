package theoria.tests.studies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.data.SampleSelection;
import theoria.core.model.data.Split;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.Work;
import theoria.core.study.result.Result;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.StudyRunner;
import theoria.tests.support.BuiltIn;
import theoria.tests.support.SharedRuns;
import theoria.tests.support.Studies;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What runs say beforehand that they will do, against what they do; no seconds are asserted. */
class WorkTest {
    @TempDir Path folder;
    private final BuiltIn catalogue = new BuiltIn();
    private final StudyRunner runner = new StudyRunner(catalogue, 2);
    private final NetworkGraph graph = Architecture.parse("mlp:30-20-3:tanh", Shape.of(30), 3);
    private final Model model =
            Studies.model(graph, Initialisation.HE.draw(graph, 1).parameters().toDoubles());

    private StudyRequest request(List<Model> models, List<Split> splits, String... words) {
        Map<String, String> given = new HashMap<>(Map.of("batch", "20"));
        for (String word : words) {
            given.put(word.split("=")[0], word.split("=")[1]);
        }
        return new StudyRequest(
                models,
                Optional.of(Studies.gaussian(60, 30, 3)),
                SampleSelection.ALL,
                splits,
                given,
                1);
    }

    private Study study(String id) {
        return catalogue.study(id).orElseThrow().study();
    }

    @Test
    void aSurfaceIsAPassOverAllExamplesForEachCellAndSeedOfEachModel() {
        List<Split> both = List.of(Split.TRAIN, Split.TEST);
        StudyRequest request = request(List.of(model, model), both, "grid=7", "seeds=3");
        List<Work> work = runner.cost(study("landscape.surface"), request).work();
        assertThat(work).hasSize(2);
        for (Work own : work) {
            assertThat(own.kind()).isEqualTo(Work.Kind.FORWARD);
            assertThat(own.passes()).isEqualTo(3 * 49);
            assertThat(own.examples()).isEqualTo(120);
            assertThat(own.batch()).isEqualTo(20);
        }
    }

    @Test
    void moreAndMoreExamplesAreMorePassesOverFewer() {
        StudyRequest request = request(List.of(model), List.of(), "grid=7", "first-samples=15");
        List<Work> work = runner.cost(study("landscape.surface"), request).work();
        assertThat(work).hasSize(1);
        assertThat(work.get(0).passes()).as("15, 30, 60").isEqualTo(3 * 49);
        assertThat(work.get(0).examples()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"gradient, GRADIENT", "hessian, HESSIAN_PRODUCT"})
    void directionsCountToo(String word, Work.Kind kind) {
        StudyRequest request = request(List.of(model), List.of(), "directions=" + word);
        for (String id : List.of("landscape.surface", "landscape.line")) {
            List<Work> work = runner.cost(study(id), request).work();
            assertThat(work).extracting(Work::kind).containsExactly(Work.Kind.FORWARD, kind);
            assertThat(work.get(1).examples()).isEqualTo(60);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "5", "10"})
    void productsOfATrainedNetworkAreAboutThoseThatAreMade(String top) throws Exception {
        SharedRuns shared = new SharedRuns(folder);
        Model digits =
                shared.model("golden/models/mlp-relu-digits.onnx", Optional.empty(), "scale=1/16");
        StudyRequest request =
                new StudyRequest(
                        List.of(digits),
                        Optional.of(shared.data("data/uci-digits")),
                        SampleSelection.parse("0:100"),
                        List.of(),
                        Map.of("top", top),
                        1);
        Study study = study("landscape.hessian");
        double told = runner.cost(study, request).work().get(0).passes();
        Result result =
                runner.run(study, request, Optional.empty(), new RunControl(), new RunListener() {})
                        .result();
        double made = result.scalars().get("products");
        assertThat(told / made).isBetween(1 / 1.5, 1.5);
    }

    @ParameterizedTest
    @CsvSource({"trace, 10", "density, 100"})
    void productsOfProbesAreThoseThatAreMade(String what, int least) throws Exception {
        StudyRequest request = request(List.of(model), List.of(), "compute=" + what);
        Study study = study("landscape.hessian");
        double told = runner.cost(study, request).work().get(0).passes();
        Result result =
                runner.run(study, request, Optional.empty(), new RunControl(), new RunListener() {})
                        .result();
        assertThat(told).isGreaterThan(least);
        // Hutch++ takes a multiple of three
        assertThat(told - result.scalars().get("products")).isBetween(0.0, 2.0);
    }

    @Test
    void timingTellsSecondsAndWhereTheyComeFrom() throws Exception {
        StudyRequest request = request(List.of(model), List.of(), "grid=7");
        CostEstimate cost = runner.timed(study("landscape.surface"), request, new RunControl());
        assertThat(cost.seconds()).isPositive().isFinite();
        assertThat(cost.basis()).endsWith(", timed here");
    }

    @Test
    void whatCannotBeTimedKeepsItsEstimate() throws Exception {
        Study study = study("landscape.surface");
        StudyRequest request = request(List.of(model), List.of(), "engine=nothing");
        assertThat(runner.timed(study, request, new RunControl()))
                .isEqualTo(runner.cost(study, request));
    }
}

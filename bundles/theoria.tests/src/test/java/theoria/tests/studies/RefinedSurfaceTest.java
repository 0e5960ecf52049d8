package theoria.tests.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.Split;
import theoria.core.model.data.SynthDigits;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.codec.ResultCodec;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.runtime.job.StudyRequest;
import theoria.tests.support.RequestBuilder;
import theoria.tests.support.SharedRuns;
import theoria.tests.support.Studies;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Surfaces whose smooth parts are interpolated: where, how well, and that it is told. */
class RefinedSurfaceTest {
    private static final double TOLERANCE = 0.02;

    private final Dataset digits = SynthDigits.dataset(1, 60, 40);
    private final NetworkGraph graph = Architecture.parse("mlp:1024-8-10", Shape.of(1, 32, 32), 10);

    @TempDir Path folder;

    private Model model(long seed) {
        return Studies.model(graph, Initialisation.HE.draw(graph, seed).parameters().toDoubles());
    }

    private StudyRequest request(List<Model> models, String... more) {
        return RequestBuilder.of(models)
                .data(digits)
                .splits(Split.TRAIN, Split.TEST)
                .with("grid=33", "refine=" + TOLERANCE)
                .with(more)
                .build();
    }

    private static Result run(StudyRequest request) throws Exception {
        return Studies.result("landscape.surface", request);
    }

    private static Result run(
            StudyRequest request, int threads, Optional<Result> previous, List<Result> partials)
            throws Exception {
        return Studies.resumed("landscape.surface", request, threads, previous, partials::add);
    }

    private static void requireClose(Result refined, Result whole, String suffix) {
        double[] mask = values(refined, "interpolated");
        double[] all = values(whole, "loss" + suffix);
        double[] loss = values(refined, "loss" + suffix);
        double[] error = values(refined, "loss_stderr" + suffix);
        double range = whole.scalars().get("max_loss" + suffix);
        range -= whole.scalars().get("min_loss" + suffix);
        double least = Double.POSITIVE_INFINITY;
        for (int cell = 0; cell < mask.length; cell++) {
            if (mask[cell] == 1) {
                assertThat(loss[cell]).isCloseTo(all[cell], within(TOLERANCE * range));
                assertThat(error[cell]).isNaN();
            } else {
                assertThat(loss[cell]).isEqualTo(all[cell]);
                assertThat(error[cell]).isEqualTo(values(whole, "loss_stderr" + suffix)[cell]);
                least = Math.min(least, loss[cell]);
            }
        }
        assertThat(refined.scalars().get("min_loss" + suffix)).isEqualTo(least);
        assertThat(refined.scalars().get("centre_loss" + suffix))
                .isEqualTo(whole.scalars().get("centre_loss" + suffix));
    }

    private static double[] values(Result result, String key) {
        NumericArray array = result.arrays().get(key);
        return array.values();
    }

    private static int computed(Result refined) {
        int count = 0;
        for (double cell : values(refined, "interpolated")) {
            count += cell == 0 ? 1 : 0;
        }
        return count;
    }

    @Test
    void computedCellsAreThoseOfTheWholeSurfaceAndOthersCloseToIt() throws Exception {
        Result refined = run(request(List.of(model(1))));
        Result whole = run(request(List.of(model(1)), "refine=0"));
        requireClose(refined, whole, "");
        requireClose(refined, whole, "_test");
        int count = computed(refined);
        assertThat(count).isBetween(81, 800);
        assertThat(refined.notes())
                .contains(
                        String.format(
                                "%,d of 1,089 cells computed, the others interpolated where the"
                                        + " surface bends less than 2 %% of its range.",
                                count));
        Surface surface = (Surface) refined;
        assertThat(surface.layers().get(surface.layers().size() - 1).key())
                .isEqualTo("interpolated");
    }

    @Test
    void withoutRefinementNothingIsSaidOfIt() throws Exception {
        Result whole = run(request(List.of(model(1)), "refine=0", "grid=5"));
        assertThat(whole.arrays()).doesNotContainKey("interpolated");
        assertThat(((Surface) whole).layers()).noneMatch(l -> l.key().equals("interpolated"));
        assertThat(whole.notes()).noneMatch(note -> note.contains("interpolated"));
    }

    @Test
    void theLeNetsSurfaceIsCloseToTheWholeOne() throws Exception {
        SharedRuns shared = new SharedRuns(folder);
        Model lenet =
                shared.model("golden/models/lenet-mnist.onnx", Optional.empty(), "scale=1/255");
        Map<String, String> given = new HashMap<>(Map.of("grid", "25", "range", "0.5"));
        StudyRequest all = shared.mnist(List.of(lenet), "0:100", List.of(), given);
        given.put("refine", "" + TOLERANCE);
        StudyRequest few = shared.mnist(List.of(lenet), "0:100", List.of(), given);
        Result whole = shared.run("landscape.surface", all, Optional.empty(), 2);
        Result refined = shared.run("landscape.surface", few, Optional.empty(), 2);
        requireClose(refined, whole, "");
        assertThat(computed(refined)).isBetween(49, 600);
    }

    @Test
    void threadsAndInterruptionsDoNotMatter() throws Exception {
        for (int models = 1; models <= 2; models++) {
            StudyRequest request = request(List.of(model(1), model(2)).subList(0, models));
            List<Result> partials = new ArrayList<>();
            Result whole = run(request, 2, Optional.empty(), partials);
            byte[] bits = ResultCodec.encode(whole);
            assertThat(ResultCodec.encode(run(request, 1, Optional.empty(), partials)))
                    .isEqualTo(bits);
            for (Result partial : List.copyOf(partials)) {
                Result resumed = run(request, 2, Optional.of(partial), new ArrayList<>());
                assertThat(ResultCodec.encode(resumed)).isEqualTo(bits);
            }
        }
    }

    @Test
    void ofSeveralModelsEachHasItsOwn() throws Exception {
        List<Model> models = List.of(model(1), model(2));
        FlatResult refined = FlatResult.of(run(request(models)));
        FlatResult whole = FlatResult.of(run(request(models, "refine=0")));
        assertThat(refined.arrays()).containsKey("interpolated");
        double[] second = refined.arrays().get("interpolated_2").values();
        assertThat(second).contains(0, 1);
        double[] all = whole.arrays().get("loss_2").values();
        double[] loss = refined.arrays().get("loss_2").values();
        for (int cell = 0; cell < second.length; cell++) {
            assertThat(loss[cell] == all[cell] || second[cell] == 1).isTrue();
        }
    }
}

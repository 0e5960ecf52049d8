package theoria.tests.studies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.Split;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.Run;
import theoria.core.study.codec.ResultCodec;
import theoria.core.study.result.Result;
import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.cells.CellStore;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.StudyRunner;
import theoria.runtime.source.Workspace;
import theoria.tests.support.BuiltIn;
import theoria.tests.support.CountingEngines;
import theoria.tests.support.RequestBuilder;
import theoria.tests.support.Studies;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Cells of landscapes are measured once, and only those that would have the same bits are shared.
 * There are 40 examples in two batches, so a cell takes two evaluations.
 */
class CellCacheTest {
    private static final int BATCHES = 2;

    private final NetworkGraph graph =
            Architecture.parse("seq:6,dense5,bn,relu,dense4,bn,relu,dense3", Shape.of(6), 3);
    private final Dataset data = Studies.gaussian(40, 6, 3);
    private final CountingEngines counting = new CountingEngines();
    private final List<String> remarks = new ArrayList<>();

    @TempDir Path folder;
    private Map<String, String> given = new HashMap<>();

    @BeforeEach
    void usual() {
        given = new HashMap<>(Map.of("grid", "5", "batch", "20", "precision", "double"));
    }

    private Model model(long seed) {
        Weights drawn = Initialisation.HE.draw(graph, seed);
        double[] buffers = drawn.buffers().toDoubles().clone();
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] += 0.1 * seed;
        }
        Weights weights = Weights.of(drawn.parameters().toDoubles(), buffers);
        return Studies.model("bn" + seed, graph, weights);
    }

    private RequestBuilder about(Model model) {
        return RequestBuilder.of(model).data(data).with(given);
    }

    private StudyRequest request(long seed, List<Split> splits) {
        return about(model(1)).samples("0:40").splits(splits).seed(seed).build();
    }

    private Run run(String study, StudyRequest request, boolean kept) throws Exception {
        return run(study, request, kept, 2);
    }

    private Run run(String study, StudyRequest request, boolean kept, int threads)
            throws Exception {
        Catalogue catalogue = counting.in(new BuiltIn());
        StudyRunner plain = new StudyRunner(catalogue, threads);
        StudyRunner runner =
                kept ? plain.with(CellStore.of(new Workspace(folder), remarks::add)) : plain;
        return runner.run(
                catalogue.study(study).orElseThrow().study(),
                request,
                Optional.empty(),
                new RunControl(),
                new RunListener() {});
    }

    private Result surface() throws Exception {
        return run("landscape.surface", request(1, List.of()), true).result();
    }

    private int cells() {
        return counting.take("evaluate") / BATCHES;
    }

    private static byte[] bits(Result result) {
        return ResultCodec.encode(result);
    }

    @Test
    void aSecondRunMeasuresNothingAndHasTheSameBits() throws Exception {
        Run first = run("landscape.surface", request(1, List.of()), true);
        assertThat(cells()).isEqualTo(25);
        Run second = run("landscape.surface", request(1, List.of()), true, 1);
        assertThat(counting.take("evaluate")).isZero();
        assertThat(bits(second.result())).isEqualTo(bits(first.result()));
        assertThat(second.provenance().text("engine")).isEqualTo("reference");
        assertThat(first.provenance().get("cells")).isEmpty();
        assertThat(second.provenance().text("cells")).isEqualTo("25 of 25 from earlier runs");
        assertThat(remarks).isEmpty();
    }

    @Test
    void aFinerGridTakesTheCoarserOneAndIsAsWithoutIt() throws Exception {
        surface();
        assertThat(cells()).isEqualTo(25);
        given.put("grid", "9");
        Result finer = surface();
        assertThat(cells()).isEqualTo(81 - 25);
        Result alone = run("landscape.surface", request(1, List.of()), false).result();
        assertThat(cells()).isEqualTo(81);
        assertThat(bits(finer)).isEqualTo(bits(alone));
    }

    @Test
    void moreSeedsTakeThoseOfFewer() throws Exception {
        given.put("seeds", "2");
        surface();
        assertThat(cells()).isEqualTo(50);
        given.put("seeds", "3");
        Result three = surface();
        assertThat(cells()).isEqualTo(25);
        Result alone = run("landscape.surface", request(1, List.of()), false).result();
        assertThat(bits(three)).isEqualTo(bits(alone));
    }

    @Test
    void examplesThatAreAddedAreKeptByThemselves() throws Exception {
        given.put("first-samples", "10"); // 10, 10 and 20 more, a batch each
        Run first = run("landscape.surface", request(1, List.of()), true);
        assertThat(counting.take("evaluate")).isEqualTo(3 * 25);
        Run second = run("landscape.surface", request(1, List.of()), true, 1);
        assertThat(counting.take("evaluate")).isZero();
        assertThat(bits(second.result())).isEqualTo(bits(first.result()));
        given.put("first-samples", "20"); // twice 20
        surface();
        assertThat(counting.take("evaluate")).as("the last 20 are known").isEqualTo(25);
        given.remove("first-samples");
        surface();
        assertThat(cells()).as("all at once are not").isEqualTo(25);
    }

    @Test
    void linesAreKeptToo() throws Exception {
        given.remove("grid");
        given.put("points", "5");
        run("landscape.line", request(1, List.of()), true);
        assertThat(cells()).isEqualTo(5);
        given.put("points", "9");
        Result finer = run("landscape.line", request(1, List.of()), true).result();
        assertThat(cells()).isEqualTo(4);
        Result alone = run("landscape.line", request(1, List.of()), false).result();
        assertThat(bits(finer)).isEqualTo(bits(alone));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss=mse",
                "batch=21",
                "precision=float",
                "engine=dl4j",
                "classes=true",
                "normalize=layer",
                "ignore=none",
                "orthogonal=true",
                "statistics=recompute",
                "range=0.7"
            })
    void anotherValueMeasuresAllButTheCentreAnew(String changed) throws Exception {
        surface();
        counting.take("evaluate");
        String[] word = changed.split("=");
        given.put(word[0], word[1]);
        Result result = surface();
        int same = word[0].equals("range") ? 1 : 0;
        assertThat(cells()).isEqualTo(25 - same);
        Result alone = run("landscape.surface", request(1, List.of()), false).result();
        assertThat(bits(result)).isEqualTo(bits(alone));
    }

    @Test
    void anotherSeedMeasuresAnew() throws Exception {
        surface();
        counting.take("evaluate");
        run("landscape.surface", request(2, List.of()), true);
        assertThat(cells()).isEqualTo(25);
    }

    @Test
    void otherExamplesOfTheSameDataAreMeasuredAnew() throws Exception {
        surface();
        counting.take("evaluate");
        for (String other : List.of("0:39", "1:40", "39")) {
            StudyRequest request = about(model(1)).samples(other).build();
            run("landscape.surface", request, true);
            assertThat(cells()).as(other).isEqualTo(25);
        }
    }

    @Test
    void anotherSplitOrModelOrContractIsMeasuredAnew() throws Exception {
        surface();
        counting.take("evaluate");
        run("landscape.surface", request(1, List.of(Split.TRAIN, Split.TEST)), true);
        assertThat(cells()).isEqualTo(50);
        Model own = model(1);
        Model scaled =
                new Model(
                        own.name(),
                        own.hash(),
                        own.graph(),
                        own.weights(),
                        InputContract.parse("scale=1/2"),
                        own.origin(),
                        List.of());
        for (Model other : List.of(model(2), scaled)) {
            StudyRequest request = about(other).build();
            run("landscape.surface", request, true);
            assertThat(cells()).as(other.name()).isEqualTo(25);
        }
    }

    @Test
    void otherBatchesOfRecomputedStatisticsAreMeasuredAnew() throws Exception {
        given.put("statistics", "recompute");
        given.put("statistics-batches", "1");
        surface();
        counting.take("evaluate");
        given.put("statistics-batches", "2");
        surface();
        assertThat(cells()).isEqualTo(25);
        surface();
        assertThat(cells()).isZero();
    }

    @Test
    void theNameOfAModelDoesNotMatter() throws Exception {
        surface();
        counting.take("evaluate");
        Model own = model(1);
        Model renamed =
                new Model(
                        "other",
                        own.hash(),
                        own.graph(),
                        own.weights(),
                        own.contract(),
                        "elsewhere",
                        List.of());
        StudyRequest request = about(renamed).build();
        run("landscape.surface", request, true);
        assertThat(cells()).isZero();
    }

    @Test
    void damagedFilesCostTimeAndNothingElse() throws Exception {
        Result first = surface();
        counting.take("evaluate");
        try (Stream<Path> files = Files.list(folder.resolve("cells"))) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 8;
                Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
            }
        }
        assertThat(bits(surface())).isEqualTo(bits(first));
        assertThat(cells()).isEqualTo(2);
    }

    @Test
    void aWorkspaceThatCannotBeWrittenIsToldAndDoesNotMatter() throws Exception {
        Files.writeString(folder.resolve("cells"), "no folder");
        Result first = surface();
        Result second = surface();
        assertThat(cells()).isEqualTo(50);
        assertThat(bits(second)).isEqualTo(bits(first));
        assertThat(remarks).hasSize(2);
    }
}

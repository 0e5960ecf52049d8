package theoria.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import theoria.core.math.topology.MergeTree;
import theoria.core.model.data.Dataset;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.result.Composite;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.tests.support.Studies;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Minima, saddles and persistence of a surface that is computed, not read from a file. */
class SurfaceTopologyTest {
    private static final String STUDY = "landscape.surface";
    private static final Map<String, String> PLAIN =
            Map.of("grid", "13", "range", "40", "precision", "double", "ignore", "none");
    private static final Map<String, String> ASKED = asked();

    private final NetworkGraph graph = Architecture.parse("mlp:6-5-3:tanh", Shape.of(6), 3);
    private final Dataset data = Studies.gaussian(9, 6, 3);
    private final Model model =
            Studies.model(graph, Initialisation.HE.draw(graph, 2).parameters().toDoubles());

    private static Map<String, String> asked() {
        Map<String, String> asked = new TreeMap<>(PLAIN);
        asked.put("topology", "true");
        asked.put("persistence", "0");
        return asked;
    }

    @Test
    void minimaOfTheSurfaceAreFoundAndDrawnOnIt() throws Exception {
        Result plain = Studies.result(STUDY, List.of(model), data, PLAIN);
        Composite asked = (Composite) Studies.result(STUDY, List.of(model), data, ASKED);
        FlatResult numbers = FlatResult.of(asked);
        double[] loss = FlatResult.of(plain).arrays().get("loss").values();
        assertThat(numbers.arrays().get("loss").values()).isEqualTo(loss);
        MergeTree tree = MergeTree.of(loss, 13, 13);
        assertThat(tree.pairs().size()).as("a rugged surface").isGreaterThan(1);
        assertThat(numbers.scalars().get("minima")).isEqualTo(tree.pairs().size());
        double[] values = numbers.arrays().get("minimum_value").values();
        double[] x = numbers.arrays().get("x").values();
        for (int k = 0; k < values.length; k++) {
            MergeTree.Pair pair = tree.pairs().get(k);
            assertThat(values[k]).isEqualTo(loss[pair.minimum()]);
            assertThat(numbers.arrays().get("minimum_x").values()[k])
                    .isEqualTo(x[pair.minimum() % 13]);
        }
        assertThat(values[0]).isEqualTo(numbers.scalars().get("min_loss"));
        assertThat(asked.parts()).containsOnlyKeys("surface", "barcode", "minima", "tree");
        Surface surface = (Surface) asked.parts().get("surface");
        assertThat(surface.paths()).hasSize(Math.min(8, values.length));
        assertThat(surface.layers()).isEqualTo(((Surface) plain).layers());
    }

    @Test
    void anInterruptedRunGoesOnWithTheSameBits() throws Exception {
        List<Result> partial = new ArrayList<>();
        Result whole = run(Optional.empty(), partial);
        Composite first = (Composite) partial.get(0);
        assertThat(FlatResult.of(first).scalars().get("minima")).isZero();
        assertThat(first.parts()).containsOnlyKeys("surface", "barcode", "minima", "tree");
        assertThat(run(Optional.of(first), new ArrayList<>())).isEqualTo(whole);
    }

    private Result run(Optional<Result> previous, List<Result> partial) throws Exception {
        return Studies.resumed(STUDY, List.of(model), data, ASKED, 2, previous, partial);
    }

    @Test
    void itIsOfOneSurface() {
        assertThatThrownBy(() -> Studies.result(STUDY, List.of(model, model), data, ASKED))
                .hasMessageContaining("topology=true is of one surface");
    }
}

package theoria.tests.studies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.core.model.data.SampleSelection;
import theoria.core.model.load.Model;
import theoria.core.study.result.Graph;
import theoria.core.study.result.Result;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.StudyRunner;
import theoria.tests.support.BuiltIn;
import theoria.tests.support.SmallNetworks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The study {@code inspection.graph}, counted by hand. */
class NetworkGraphTest {
    private static Graph graph(String network) throws Exception {
        Model model = Objects.requireNonNull(SmallNetworks.all().get(network));
        BuiltIn catalogue = new BuiltIn();
        StudyRequest request =
                new StudyRequest(
                        List.of(model),
                        Optional.empty(),
                        SampleSelection.ALL,
                        List.of(),
                        Map.of(),
                        1);
        Result result =
                new StudyRunner(catalogue, 1)
                        .run(
                                catalogue.study("inspection.graph").orElseThrow().study(),
                                request,
                                Optional.empty(),
                                new RunControl(),
                                new RunListener() {})
                        .result();
        return (Graph) result;
    }

    @Test
    void aChainIsAsDeepAsItHasEdges() throws Exception {
        Graph graph = graph("conv");
        int vertices = graph.vertices().size();
        assertThat(graph.edges()).hasSize(vertices - 1);
        assertThat(graph.scalars())
                .containsEntry("vertices", (double) vertices)
                .containsEntry("edges", vertices - 1.0)
                .containsEntry("depth", vertices - 1.0);
        Graph.Vertex convolution =
                graph.vertices().stream()
                        .filter(v -> !v.attributes().get("MACs").isEmpty())
                        .findFirst()
                        .orElseThrow();
        // 3x3 kernels from 1 to 4 channels with a bias each, on 8x8 places
        assertThat(convolution.attributes())
                .containsEntry("parameters", "40")
                .containsEntry("MACs", "2304");
    }

    @Test
    void aShortCutAddsAnEdgeButNoDepth() throws Exception {
        Graph graph = graph("residual");
        assertThat(graph.scalars().get("edges")).isGreaterThanOrEqualTo(graph.vertices().size());
        assertThat(graph.scalars()).containsEntry("depth", (double) longestPath(graph));
    }

    /** By trying every path, as there are few. */
    private static int longestPath(Graph graph) {
        Map<String, Integer> tails = new HashMap<>();
        for (Graph.Vertex vertex : graph.vertices()) {
            tails.put(vertex.id(), pathFrom(vertex.id(), graph));
        }
        return tails.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static int pathFrom(String vertex, Graph graph) {
        return graph.edges().stream()
                .filter(edge -> edge.from().equals(vertex))
                .mapToInt(edge -> pathFrom(edge.to(), graph) + 1)
                .max()
                .orElse(0);
    }
}

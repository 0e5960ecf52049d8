package theoria.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.core.study.result.Graph;

import java.util.List;
import java.util.Map;

class GraphPictureTest {
    private static final GraphLayout.Size BOX = new GraphLayout.Size(100, 40);

    private static GraphLayout layout(Graph graph) {
        return GraphLayout.of(graph, vertex -> BOX, edge -> new GraphLayout.Size(20, 10));
    }

    private static Graph chain(int n) {
        Graph.Builder graph = Graph.builder("chain");
        for (int i = 0; i < n; i++) {
            graph.vertex(
                    "v" + i, "layer " + i, i % 2 == 0 ? "dense" : "relu", Map.of("output", "" + i));
            if (i > 0) {
                graph.edge("v" + (i - 1), "v" + i, "");
            }
        }
        return graph.build();
    }

    @Test
    void aLongChainIsWrappedInsteadOfARibbon() {
        GraphLayout layout = layout(chain(150));
        assertThat(layout.width() / layout.height()).isBetween(0.7, 3.5);
    }

    @Test
    void boxesDoNotOverlapAndLieWithinTheWhole() {
        GraphLayout layout = layout(chain(40));
        List<GraphLayout.Box> boxes = layout.boxes();
        for (int i = 0; i < boxes.size(); i++) {
            GraphLayout.Box a = boxes.get(i);
            assertThat(a.x()).isGreaterThanOrEqualTo(0);
            assertThat(a.x() + a.width()).isLessThanOrEqualTo(layout.width());
            assertThat(a.y() + a.height()).isLessThanOrEqualTo(layout.height());
            for (int j = 0; j < i; j++) {
                GraphLayout.Box b = boxes.get(j);
                boolean apart =
                        a.x() >= b.x() + b.width()
                                || b.x() >= a.x() + a.width()
                                || a.y() >= b.y() + b.height()
                                || b.y() >= a.y() + a.height();
                assertThat(apart).as("%s and %s", i, j).isTrue();
            }
        }
    }

    @Test
    void edgesRunAtRightAnglesFromBoxToBox() {
        Graph graph =
                Graph.builder("diamond")
                        .vertex("a", "a", "")
                        .vertex("b", "b", "")
                        .vertex("c", "c", "")
                        .edge("a", "b", "")
                        .edge("b", "c", "")
                        .edge("a", "c", "skip")
                        .edge("a", "nowhere", "")
                        .build();
        GraphLayout layout = layout(graph);
        assertThat(layout.routes()).hasSize(4);
        assertThat(layout.routes().get(3)).isEmpty();
        for (int i = 0; i < 3; i++) {
            List<GraphLayout.Point> points = layout.routes().get(i).orElseThrow().points();
            for (int p = 1; p < points.size(); p++) {
                double x = points.get(p).x() - points.get(p - 1).x();
                double y = points.get(p).y() - points.get(p - 1).y();
                assertThat(Math.min(Math.abs(x), Math.abs(y))).isLessThan(1e-6);
            }
        }
        GraphLayout.Box tail = layout.boxes().get(0);
        GraphLayout.Point start = layout.routes().get(0).orElseThrow().points().get(0);
        assertThat(start.y()).isEqualTo(tail.y() + tail.height());
        assertThat(layout.routes().get(2).orElseThrow().label()).isPresent();
        assertThat(layout.routes().get(0).orElseThrow().label()).isEmpty();
    }

    @Test
    void aCycleALoopAndALonelyVertexAreLaidOut() {
        Graph graph =
                Graph.builder("odd")
                        .vertex("a", "a", "")
                        .vertex("b", "b", "")
                        .vertex("c", "c", "")
                        .edge("a", "b", "")
                        .edge("b", "a", "")
                        .edge("b", "b", "")
                        .build();
        assertThat(layout(graph).routes()).hasSize(3).allMatch(route -> route.isPresent());
        assertThat(Looking.count(Looking.image(graph, View.USUAL), 0x666666)).isPositive();
    }

    @Test
    void theWholeGraphIsVisibleAndEveryVertexCanBeRead() {
        Graph graph = chain(12);
        Picture picture = Looking.at(graph, View.USUAL);
        for (int i = 0; i < 12; i++) {
            int[] at = Looking.find(picture, i);
            Reading reading = picture.at(at[0], at[1]).orElseThrow();
            assertThat(reading.label()).isEqualTo("layer " + i);
        }
        assertThat(
                        picture.at(Looking.find(picture, 2)[0], Looking.find(picture, 2)[1])
                                .orElseThrow()
                                .text())
                .isEqualTo("layer 2 (dense): output 2");
    }

    @Test
    void zoomingKeepsTheVertexBeneathThePointerAndDraggingTakesItAlong() {
        Graph graph = chain(12);
        int[] at = Looking.find(Looking.at(graph, View.USUAL), 5);
        View closer = Looking.at(graph, View.USUAL).zoomed(6, at[0], at[1]);
        assertThat(Looking.at(graph, closer).at(at[0] + 5, at[1] + 5).orElseThrow().item())
                .isEqualTo(5);
        assertThat(Looking.at(graph, closer).at(at[0] - 2, at[1] - 2)).isEmpty();
        View moved = Looking.at(graph, closer).dragged(-17, 23);
        assertThat(Looking.at(graph, moved).at(at[0] - 12, at[1] + 28).orElseThrow().item())
                .isEqualTo(5);
    }

    @Test
    void groupsHaveColoursAndALegend() {
        int first = Looking.STYLE.series(0).getRGB() & 0xffffff;
        int second = Looking.STYLE.series(1).getRGB() & 0xffffff;
        assertThat(Looking.count(Looking.image(chain(4), View.USUAL), first)).isPositive();
        assertThat(Looking.count(Looking.image(chain(4), View.USUAL), second)).isPositive();
    }
}

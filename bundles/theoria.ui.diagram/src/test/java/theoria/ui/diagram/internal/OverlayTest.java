package theoria.ui.diagram.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.core.study.result.Graph;
import theoria.draw.ColourMap;
import theoria.draw.PictureStyle;

import java.awt.Color;
import java.util.Map;

class OverlayTest {
    private static final PictureStyle STYLE = PictureStyle.usual();

    private static Graph graph(String... parameters) {
        Graph.Builder graph = Graph.builder("numbers");
        for (int i = 0; i < parameters.length; i++) {
            Map<String, String> facts =
                    Map.of("parameters", parameters[i], "output", "[" + i + "]");
            graph.vertex("v" + i, "v" + i, i == 0 ? "" : "group " + i % 2, facts);
        }
        return graph.build();
    }

    private static Color colour(Overlay overlay, Graph graph, int vertex) {
        return overlay.colour(graph.vertices().get(vertex), STYLE).orElse(Color.BLACK);
    }

    private static Color viridis(double place) {
        return new Color(ColourMap.VIRIDIS.rgb(place));
    }

    @Test
    void onlyNumbersAreOfferedAsColours() {
        assertThat(Overlay.numericAttributes(graph("1", "", "2.5e3")))
                .containsExactly("parameters");
        assertThat(Overlay.numericAttributes(graph("1", "many"))).isEmpty();
    }

    @Test
    void coloursRunFromTheLeastToTheGreatest() {
        Graph graph = graph("10", "20", "15", "");
        Overlay overlay = Overlay.by("parameters", graph);
        assertThat(overlay.logarithmic()).isFalse();
        assertThat(colour(overlay, graph, 0)).isEqualTo(viridis(0));
        assertThat(colour(overlay, graph, 1)).isEqualTo(viridis(1));
        assertThat(colour(overlay, graph, 2)).isEqualTo(viridis(0.5));
        assertThat(overlay.colour(graph.vertices().get(3), STYLE)).isEmpty();
    }

    @Test
    void manyDecadesAreLogarithmicAndZeroIsGrey() {
        Graph graph = graph("1", "100000000", "10000", "0");
        Overlay overlay = Overlay.by("parameters", graph);
        assertThat(overlay.logarithmic()).isTrue();
        assertThat(colour(overlay, graph, 2)).isEqualTo(viridis(0.5));
        assertThat(overlay.colour(graph.vertices().get(3), STYLE)).isEmpty();
    }

    @Test
    void oneNumberHasOneColour() {
        Graph graph = graph("7", "7");
        assertThat(colour(Overlay.by("parameters", graph), graph, 1)).isEqualTo(viridis(0.5));
    }

    @Test
    void groupsHaveTheColoursOfSeries() {
        Graph graph = graph("1", "2", "3", "4");
        Overlay overlay = Overlay.byGroup(graph);
        assertThat(overlay.groups()).containsExactly("group 1", "group 0");
        assertThat(colour(overlay, graph, 1)).isEqualTo(STYLE.series(0));
        assertThat(colour(overlay, graph, 3)).isEqualTo(STYLE.series(0));
        assertThat(overlay.colour(graph.vertices().get(0), STYLE)).isEmpty();
    }
}

package theoria.ui.diagram.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.core.study.result.Graph;

import java.util.List;
import java.util.Map;

class FoldingTest {
    private static final List<String> RESIDUAL =
            List.of(
                    "x",
                    "stem",
                    "layer1.0.conv1",
                    "layer1.0.relu",
                    "layer1.0.add",
                    "layer1.1.conv1",
                    "layer1.1.add",
                    "fc");

    private static Graph chain(List<String> names) {
        Graph.Builder graph = Graph.builder("chain");
        for (String name : names) {
            String output = "shape of " + name;
            graph.vertex(
                    name, name, "op", Map.of("output", output, "parameters", "3", "mean", "0.5"));
        }
        for (int i = 1; i < names.size(); i++) {
            graph.edge(names.get(i - 1), names.get(i), "");
        }
        return graph.build();
    }

    /** With short cuts around both blocks. */
    private static Graph residual() {
        Graph chain = chain(RESIDUAL);
        Graph.Builder graph = Graph.builder("residual");
        chain.vertices().forEach(v -> graph.vertex(v.id(), v.label(), v.group(), v.attributes()));
        chain.edges().forEach(e -> graph.edge(e.from(), e.to(), ""));
        return graph.edge("stem", "layer1.0.add", "")
                .edge("layer1.0.add", "layer1.1.add", "")
                .build();
    }

    private static List<String> labels(Folding folding) {
        return folding.visible().vertices().stream().map(Graph.Vertex::label).toList();
    }

    @Test
    void runsAreFoundByWholeWordsOfNames() {
        assertThat(NameRun.of(chain(RESIDUAL)))
                .containsExactly(
                        new NameRun("layer1.1", 5, 6),
                        new NameRun("layer1.0", 2, 4),
                        new NameRun("layer1", 2, 6));
    }

    @Test
    void aPrefixThatComesAgainAfterOthersIsAnotherRun() {
        assertThat(NameRun.of(chain(List.of("a.1", "a.2", "b", "a.3", "a.4"))))
                .containsExactly(new NameRun("a", 0, 1), new NameRun("a", 3, 4));
    }

    @Test
    void slashesDivideAndUnderscoresOnlyWhereNothingElseDoes() {
        assertThat(NameRun.of(chain(List.of("x_0", "/l1/conv_a", "/l1/conv_b"))))
                .containsExactly(new NameRun("/l1", 1, 2));
        assertThat(NameRun.of(chain(List.of("in", "conv2_block1_1", "conv2_block1_2"))))
                .containsExactly(new NameRun("conv2", 1, 2));
    }

    @Test
    void foldingGoesOutwardsAndBack() {
        Folding open = Folding.of(residual());
        Folding block = open.toggled("layer1.0.relu");
        assertThat(labels(block))
                .containsExactly(
                        "x", "stem", "layer1.0 (3)", "layer1.1.conv1", "layer1.1.add", "fc");
        String folded = block.shown("layer1.0.conv1").orElseThrow();
        assertThat(block.isFolded(folded)).isTrue();
        assertThat(labels(block.toggled(folded))).isEqualTo(labels(open));
        assertThat(labels(open.coarser()))
                .containsExactly("x", "stem", "layer1.0 (3)", "layer1.1 (2)", "fc");
        assertThat(labels(open.coarser().coarser()))
                .containsExactly("x", "stem", "layer1 (5)", "fc");
        assertThat(labels(open.coarser().coarser().open())).isEqualTo(labels(open));
    }

    @Test
    void edgesOfAFoldedRunAreThoseThatLeaveIt() {
        Folding blocks = Folding.of(residual()).coarser();
        String first = blocks.shown("layer1.0.add").orElseThrow();
        String second = blocks.shown("layer1.1.add").orElseThrow();
        assertThat(blocks.visible().edges())
                .containsExactlyInAnyOrder(
                        new Graph.Edge("x", "stem", ""),
                        new Graph.Edge("stem", first, ""),
                        new Graph.Edge(first, second, ""),
                        new Graph.Edge(second, "fc", ""));
    }

    @Test
    void countsAreAddedAndTheOutputIsTheLast() {
        Folding blocks = Folding.of(residual()).coarser();
        String first = blocks.shown("layer1.0.add").orElseThrow();
        Graph.Vertex vertex =
                blocks.visible().vertices().stream()
                        .filter(v -> v.id().equals(first))
                        .findFirst()
                        .orElseThrow();
        assertThat(vertex.attributes())
                .containsEntry("parameters", "9")
                .containsEntry("output", "shape of layer1.0.add")
                .doesNotContainKey("mean");
    }

    @Test
    void whatIsFoldedStaysSoInANewerResult() {
        Folding block = Folding.of(residual()).toggled("layer1.0.relu");
        assertThat(labels(block.in(residual()))).isEqualTo(labels(block));
        assertThat(labels(block.in(chain(List.of("a", "b"))))).containsExactly("a", "b");
    }

    @Test
    void aSearchLooksIntoFoldedRunsAndGoesRound() {
        Folding block = Folding.of(residual()).toggled("layer1.0.relu");
        Search search = Search.of("CONV1", block);
        assertThat(search.matches())
                .containsExactly(block.shown("layer1.0.conv1").orElseThrow(), "layer1.1.conv1");
        assertThat(search.current()).isEmpty();
        assertThat(search.step(false).step(false).step(false).at()).isZero();
        assertThat(search.step(true).at()).isEqualTo(1);
        assertThat(Search.of("shape of fc", block).matches()).containsExactly("fc");
        assertThat(Search.of("nowhere", block).step(false).current()).isEmpty();
    }
}

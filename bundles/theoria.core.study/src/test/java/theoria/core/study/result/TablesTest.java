package theoria.core.study.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.Map;

/** The canonical tables of each kind. */
class TablesTest {
    private static final Axis X = Axis.of("x");
    private static final Axis Y = new Axis("loss", "nat", true);

    private static Table only(Result result) {
        assertThat(result.tables()).hasSize(1);
        return result.tables().values().iterator().next();
    }

    private static String headings(Table table) {
        return String.join(", ", table.columns().stream().map(Column::heading).toList());
    }

    @Test
    void curvesOnCommonAbscissaeShareATable() {
        double[] x = {0, 1};
        Curves curves =
                Curves.builder("c", X, Y)
                        .series(Series.line("train", x, new double[] {3, 2}))
                        .series(Series.points("test", x.clone(), new double[] {4, 3}))
                        .build();

        assertThat(headings(only(curves))).isEqualTo("x, train [nat], test [nat]");
    }

    @Test
    void histogramsOnCommonEdgesShareATable() {
        double[] edges = {0, 1, 2};
        Curves curves =
                Curves.builder("c", X, Axis.of("count"))
                        .series(Series.bars("a", edges, new double[] {3, 2}))
                        .series(Series.bars("b", edges.clone(), new double[] {4, 3}))
                        .build();

        assertThat(headings(only(curves))).isEqualTo("x from, x to, a, b");
    }

    @Test
    void curvesOnDifferentAbscissaeHaveATableEachEvenIfTheyShareAName() {
        Curves curves =
                Curves.builder("c", X, Y)
                        .series(Series.line("run", new double[] {0}, new double[] {3}))
                        .series(Series.line("run", new double[] {1}, new double[] {2}))
                        .build();

        assertThat(curves.tables()).containsOnlyKeys("run", "run 2");
    }

    @Test
    void surfacesListComputedCellsOnly() {
        Surface surface =
                Surface.builder("s", X, new double[] {0, 1}, Axis.of("y"), new double[] {5, 6})
                        .layer("loss", Y, new double[] {1, 2, 3, 4}, new double[] {.1, .2, .3, .4})
                        .computed(new boolean[] {false, true, true, false})
                        .build();

        Table table = only(surface);

        assertThat(headings(table)).isEqualTo("x, y, loss [nat], loss standard error [nat]");
        assertThat(table.columns().get(0).toNumbers()).containsExactly(1, 0);
        assertThat(table.columns().get(1).toNumbers()).containsExactly(5, 6);
        assertThat(table.columns().get(2).toNumbers()).containsExactly(2, 3);
        assertThat(table.columns().get(3).toNumbers()).containsExactly(.2, .3);
    }

    @Test
    void graphsListAttributesOfAnyVertex() {
        Graph graph =
                Graph.builder("g")
                        .vertex("a", "A", "", Map.of("shape", "1x28x28"))
                        .vertex("b", "B", "")
                        .edge("a", "b", "")
                        .build();

        Table vertices = graph.tables().getOrDefault("vertices", Table.builder("none").build());

        assertThat(headings(vertices)).isEqualTo("id, label, group, shape");
        assertThat(vertices.columns().get(3).toWords()).containsExactly("1x28x28", "");
    }

    @Test
    void compositesNameTablesByPart() {
        Graph graph = Graph.builder("g").build();
        Table table = Table.builder("t").build();
        Composite composite = Composite.builder("c").part("net", graph).part("sums", table).build();

        assertThat(composite.tables()).containsOnlyKeys("net.vertices", "net.edges", "sums");
    }

    @Test
    void rowsBecomeColumns() {
        TableRows rows = new TableRows().text("layer").column(Column.reals("t").in("s").digits(2));
        for (int i = 0; i < 100; i++) {
            rows.add("layer" + i, i / 2.0);
        }

        Table table = Table.builder("t").rows(rows).build();

        assertThat(table.rows()).isEqualTo(100);
        assertThat(table.columns().get(0).word(99)).isEqualTo("layer99");
        assertThat(table.columns().get(1).number(99)).isEqualTo(49.5);
        assertThat(table.columns().get(1).heading()).isEqualTo("t [s]");
    }

    @Test
    void rowsOfWrongTypeAreRefused() {
        TableRows rows = new TableRows().text("layer").integers("n");

        assertThatThrownBy(() -> rows.add("conv1", "three"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'three' does not fit column 'n' of INTEGER");
    }

    @Test
    void columnsOfDifferentLengthAreRefused() {
        Table.Builder table =
                Table.builder("t").column(Column.reals("a", 1)).column(Column.reals("b", 1, 2));

        assertThatThrownBy(table::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("columns 'a' and 'b' have 1 and 2 rows");
    }
}

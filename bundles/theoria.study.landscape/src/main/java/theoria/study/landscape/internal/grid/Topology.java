package theoria.study.landscape.internal.grid;

import theoria.core.math.topology.MergeTree;
import theoria.core.study.parameter.Parameter;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.Graph;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Series;
import theoria.core.study.result.Surface;
import theoria.core.study.result.Table;
import theoria.core.study.result.TableRows;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The merge tree of a surface as numbers, barcode, table, graph and marks on the surface. */
public final class Topology {
    /** What the marks on a surface are. */
    public static final String LEGEND =
            "Each mark on a way is a minimum; the way ends at the saddle that joins it to a deeper"
                    + " one.";

    /** Which minima count. */
    public static final Parameter.Real PERSISTENCE =
            new Parameter.Real(
                    "persistence",
                    "Persistence",
                    "Minima with lower walls are left out of picture and tree, as a share of the"
                            + " range of heights.",
                    0.01,
                    0.0,
                    1.0,
                    "");

    private static final int MOST_MARKED = 8;
    private static final int MOST_LISTED = 1000;
    private static final int MOST_IN_TREE = 60;

    private final double[] x;
    private final double[] y;
    private final MergeTree tree;
    private final List<MergeTree.Pair> minima;
    private final double highest;
    private final double threshold;

    /**
     * Of heights on a grid.
     *
     * @param heights row = y
     * @param share least persistence that counts, of the range of finite heights
     */
    private Topology(double[] x, double[] y, double[] heights, MergeTree tree, double share) {
        this.x = x;
        this.y = y;
        this.tree = tree;
        double least = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (double height : heights) {
            if (Double.isFinite(height)) {
                least = Math.min(least, height);
                largest = Math.max(largest, height);
            }
        }
        this.highest = largest;
        this.threshold = largest > least ? share * (largest - least) : 0;
        this.minima = tree.above(threshold);
    }

    /** Of a surface's heights, row = y. */
    public static Topology of(double[] x, double[] y, double[] heights, double share) {
        return new Topology(x, y, heights, MergeTree.of(heights, y.length, x.length), share);
    }

    /** Adds barcode, table and tree as parts. */
    public void addPartsTo(Composite.Builder result) {
        result.part("barcode", barcode()).part("minima", table()).part("tree", tree());
    }

    private double across(int place) {
        return x[place % x.length];
    }

    private double up(int place) {
        return y[place / x.length];
    }

    /** Where a bar ends that never ends: at the highest height. */
    private double end(MergeTree.Pair pair) {
        return pair.saddle() == MergeTree.NONE ? highest : pair.death();
    }

    /** Adds the documented numbers. */
    public void addTo(Composite.Builder result) {
        List<MergeTree.Pair> listed = listed();
        result.scalar("minima", minima.size())
                .array("minimum_x", numbers(listed, pair -> across(pair.minimum())))
                .array("minimum_y", numbers(listed, pair -> up(pair.minimum())))
                .array("minimum_value", numbers(listed, MergeTree.Pair::birth))
                .array("persistence", numbers(listed, MergeTree.Pair::persistence));
    }

    private List<MergeTree.Pair> listed() {
        return minima.subList(0, Math.min(MOST_LISTED, minima.size()));
    }

    private static NumericArray numbers(
            List<MergeTree.Pair> pairs, java.util.function.ToDoubleFunction<MergeTree.Pair> f) {
        return NumericArray.of(pairs.stream().mapToDouble(f).toArray());
    }

    /** Marks the most persistent minima and the way to the saddle of each. */
    public void drawOn(Surface.Builder surface) {
        for (MergeTree.Pair pair : minima.subList(0, Math.min(MOST_MARKED, minima.size()))) {
            int from = pair.minimum();
            if (pair.saddle() == MergeTree.NONE) {
                surface.path(
                        "lowest, " + word(pair.birth()),
                        new double[] {across(from)},
                        new double[] {up(from)});
            } else {
                int to = pair.saddle();
                surface.path(
                        "minimum " + word(pair.birth()) + ", walls " + word(pair.persistence()),
                        new double[] {across(from), across(to)},
                        new double[] {up(from), up(to)});
            }
        }
    }

    private static String word(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }

    /** One bar per minimum, from its height to that of the saddle where it ends. */
    private Curves barcode() {
        Curves.Builder barcode =
                Curves.builder("Barcode", Axis.of("height"), Axis.of("minimum"))
                        .caption(
                                "A long bar is a basin, a short one a ripple; the lowest minimum"
                                        + " never ends.");
        int row = 0;
        for (MergeTree.Pair pair : minima.subList(0, Math.min(MOST_IN_TREE, minima.size()))) {
            row++;
            barcode.series(
                    Series.line(
                            String.valueOf(row),
                            new double[] {pair.birth(), end(pair)},
                            new double[] {row, row}));
        }
        return barcode.build();
    }

    /** The minima, most persistent first. */
    private Table table() {
        TableRows rows =
                new TableRows()
                        .reals("x")
                        .reals("y")
                        .reals("height")
                        .reals("saddle x")
                        .reals("saddle y")
                        .reals("saddle height")
                        .reals("persistence");
        for (MergeTree.Pair pair : listed()) {
            boolean ends = pair.saddle() != MergeTree.NONE;
            rows.add(
                    across(pair.minimum()),
                    up(pair.minimum()),
                    pair.birth(),
                    ends ? across(pair.saddle()) : Double.NaN,
                    ends ? up(pair.saddle()) : Double.NaN,
                    pair.death(),
                    pair.persistence());
        }
        Table.Builder table =
                Table.builder("Minima")
                        .caption("Minima whose walls are at least " + word(threshold) + " high");
        if (minima.size() > MOST_LISTED) {
            table.note("The first " + MOST_LISTED + " of " + minima.size() + " are listed.");
        }
        return table.rows(rows).build();
    }

    /** The tree of the most persistent minima and the saddles at which they end. */
    private Graph tree() {
        Graph.Builder graph =
                Graph.builder("Merge tree").caption("Minima, and the saddles at which they end");
        List<MergeTree.Pair> shown = minima.subList(0, Math.min(MOST_IN_TREE, minima.size()));
        boolean[] isShown = new boolean[x.length * y.length];
        for (MergeTree.Pair pair : shown) {
            isShown[pair.minimum()] = true;
            if (pair.saddle() != MergeTree.NONE) {
                isShown[pair.saddle()] = true;
            }
        }
        List<MergeTree.Node> nodes = tree.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            MergeTree.Node node = nodes.get(i);
            if (isShown[node.place()]) {
                boolean leaf = shown.stream().anyMatch(pair -> pair.minimum() == node.place());
                graph.vertex(
                        id(node),
                        (leaf ? "minimum " : "saddle ") + word(node.value()),
                        leaf ? "minimum" : "saddle",
                        Map.of(
                                "x", String.valueOf(across(node.place())),
                                "y", String.valueOf(up(node.place())),
                                "height", String.valueOf(node.value())));
                int above = node.parent();
                while (above != MergeTree.NONE && !isShown[nodes.get(above).place()]) {
                    above = nodes.get(above).parent();
                }
                if (above != MergeTree.NONE) {
                    graph.edge(id(node), id(nodes.get(above)), "");
                }
            }
        }
        return graph.build();
    }

    private static String id(MergeTree.Node node) {
        return "p" + node.place();
    }
}

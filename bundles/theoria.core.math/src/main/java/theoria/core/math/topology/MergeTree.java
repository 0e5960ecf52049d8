package theoria.core.math.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the sets {f &lt;= t} of a function on a grid are born and merge as t rises: each local
 * minimum begins a component, each merging saddle joins some, and of those that meet the one with
 * the highest minimum ends there (elder rule). The persistence of a minimum is the height of the
 * saddle that ends it over its own; the lowest never ends. Grid points are neighbours along rows,
 * columns and one diagonal, the edges of the triangulation on which f is piecewise linear
 * (Edelsbrunner and Harer 2010, ch. VI and VII). Equal values count in the order of their indices;
 * points that are not finite belong to no set.
 *
 * @param pairs minima with what ends them, the most persistent first
 * @param nodes of the tree, children before parents
 */
public record MergeTree(List<Pair> pairs, List<Node> nodes) {
    /** Of {@link Pair#saddle} and {@link Node#parent}. */
    public static final int NONE = -1;

    /** Steps (down, right) to the neighbours of a grid point. */
    private static final int[][] STEPS = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}, {-1, -1}, {1, 1}};

    /** Takes immutable copies. */
    public MergeTree {
        pairs = List.copyOf(pairs);
        nodes = List.copyOf(nodes);
    }

    /**
     * A minimum and its end.
     *
     * @param minimum row-major index
     * @param saddle row-major index of the saddle where it ends, {@link #NONE} if it never does
     * @param birth f at the minimum
     * @param death f at the saddle, positive infinity if there is none
     */
    public record Pair(int minimum, int saddle, double birth, double death) {
        /** Height of its walls. */
        public double persistence() {
            return death - birth;
        }
    }

    /**
     * A node of the tree.
     *
     * @param place row-major index of a minimum or merging saddle
     * @param value f there
     * @param parent position of the saddle above it in the list, {@link #NONE} at the root
     */
    public record Node(int place, double value, int parent) {}

    /**
     * The tree of the values of a grid.
     *
     * @param values row-major, rows times columns numbers
     * @throws IllegalArgumentException if they are not that many
     */
    public static MergeTree of(double[] values, int rows, int columns) {
        if (values.length != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException(
                    values.length + " values for a grid of " + rows + " x " + columns);
        }
        return new Sweep(values, rows, columns).run();
    }

    /** Minima whose walls are at least so high, the deepest first; the lowest is always there. */
    public List<Pair> above(double persistence) {
        return pairs.stream().filter(pair -> pair.persistence() >= persistence).toList();
    }

    /** Lets t rise from the lowest value to the highest. */
    private static final class Sweep {
        private final double[] values;
        private final int rows;
        private final int columns;
        private final int[] parent;
        private final int[] minimum;
        private final int[] node;
        private final List<Pair> pairs = new ArrayList<>();
        private final List<Node> nodes = new ArrayList<>();

        Sweep(double[] values, int rows, int columns) {
            this.values = values;
            this.rows = rows;
            this.columns = columns;
            this.parent = new int[values.length];
            this.minimum = new int[values.length];
            this.node = new int[values.length];
            Arrays.fill(parent, NONE);
        }

        MergeTree run() {
            int[] order =
                    IntStream.range(0, values.length)
                            .filter(i -> Double.isFinite(values[i]))
                            .boxed()
                            .sorted(
                                    Comparator.<Integer>comparingDouble(i -> values[i])
                                            .thenComparing(i -> i))
                            .mapToInt(i -> i)
                            .toArray();
            for (int place : order) {
                enter(place);
            }
            for (int place : order) {
                if (parent[place] == place) {
                    int lowest = minimum[place];
                    pairs.add(new Pair(lowest, NONE, values[lowest], Double.POSITIVE_INFINITY));
                }
            }
            pairs.sort(
                    Comparator.comparingDouble(Pair::persistence)
                            .reversed()
                            .thenComparingDouble(Pair::birth)
                            .thenComparingInt(Pair::minimum));
            return new MergeTree(pairs, nodes);
        }

        private void enter(int place) {
            List<Integer> met = components(place);
            parent[place] = place;
            if (met.isEmpty()) {
                minimum[place] = place;
                node[place] = nodes.size();
                nodes.add(new Node(place, values[place], NONE));
                return;
            }
            int elder = met.get(0);
            for (int root : met) {
                elder = older(minimum[root], minimum[elder]) ? root : elder;
            }
            if (met.size() > 1) {
                merge(place, met, elder);
            }
            for (int root : met) {
                parent[root] = elder;
            }
            parent[place] = elder;
        }

        /** Ends all but the elder at a saddle. */
        private void merge(int saddle, List<Integer> met, int elder) {
            int above = nodes.size();
            nodes.add(new Node(saddle, values[saddle], NONE));
            for (int root : met) {
                Node below = nodes.get(node[root]);
                nodes.set(node[root], new Node(below.place(), below.value(), above));
                if (root != elder) {
                    int lowest = minimum[root];
                    pairs.add(new Pair(lowest, saddle, values[lowest], values[saddle]));
                }
            }
            node[elder] = above;
        }

        private boolean older(int a, int b) {
            return values[a] < values[b] || values[a] == values[b] && a < b;
        }

        private List<Integer> components(int place) {
            List<Integer> roots = new ArrayList<>();
            int row = place / columns;
            int column = place % columns;
            for (int[] step : STEPS) {
                int r = row + step[0];
                int c = column + step[1];
                if (r >= 0 && r < rows && c >= 0 && c < columns) {
                    int neighbour = r * columns + c;
                    if (parent[neighbour] != NONE && !roots.contains(root(neighbour))) {
                        roots.add(root(neighbour));
                    }
                }
            }
            return roots;
        }

        private int root(int place) {
            int at = place;
            while (parent[at] != at) {
                parent[at] = parent[parent[at]];
                at = parent[at];
            }
            return at;
        }
    }
}

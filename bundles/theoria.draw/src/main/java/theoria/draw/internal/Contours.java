package theoria.draw.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines of equal height on a grid by marching squares: the surface is taken as linear along the
 * edges of the grid. Ends of pieces are told by the edge they lie on, so that pieces join exactly.
 */
final class Contours {
    private final int columns;
    private final int rows;
    private final double[] heights;

    /**
     * Contours of a grid.
     *
     * @param heights of the cells, row-major, NaN where there is none
     */
    Contours(int columns, int rows, double[] heights) {
        this.columns = columns;
        this.rows = rows;
        this.heights = heights;
    }

    /**
     * A line in the coordinates of the grid: x = column, y = row, in fractions.
     *
     * @param points x0, y0, x1, y1, ...
     */
    record Line(double[] points) {
        int size() {
            return points.length / 2;
        }

        double x(int i) {
            return points[2 * i];
        }

        double y(int i) {
            return points[2 * i + 1];
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Line && Arrays.equals(points, ((Line) other).points);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(points);
        }
    }

    /** All lines of one level. */
    List<Line> at(double level) {
        Map<Long, List<Long>> neighbours = new HashMap<>();
        for (int row = 0; row + 1 < rows; row++) {
            for (int column = 0; column + 1 < columns; column++) {
                square(row * columns + column, level, neighbours);
            }
        }
        List<Line> lines = new ArrayList<>();
        // lines with two ends first, so that none is cut by starting in its middle
        for (Long end : List.copyOf(neighbours.keySet())) {
            List<Long> next = neighbours.get(end);
            if (next != null && next.size() == 1) {
                lines.add(line(chain(end, neighbours), level));
            }
        }
        while (!neighbours.isEmpty()) {
            lines.add(line(chain(neighbours.keySet().iterator().next(), neighbours), level));
        }
        return lines;
    }

    private void square(int cell, double level, Map<Long, List<Long>> neighbours) {
        double sum =
                heights[cell]
                        + heights[cell + 1]
                        + heights[cell + columns]
                        + heights[cell + columns + 1];
        if (Double.isNaN(sum)) {
            return;
        }
        boolean low = heights[cell] < level;
        boolean right = heights[cell + 1] < level;
        boolean top = heights[cell + columns] < level;
        boolean far = heights[cell + columns + 1] < level;
        if (low == right && low == top && low == far) {
            return;
        }
        long[] crossed = new long[4];
        int count = 0;
        if (low != right) {
            crossed[count++] = edge(cell, false);
        }
        if (right != far) {
            crossed[count++] = edge(cell + 1, true);
        }
        if (far != top) {
            crossed[count++] = edge(cell + columns, false);
        }
        if (top != low) {
            crossed[count++] = edge(cell, true);
        }
        for (int i = 0; i + 1 < count; i += 2) {
            join(crossed[i], crossed[i + 1], neighbours);
            join(crossed[i + 1], crossed[i], neighbours);
        }
    }

    private static long edge(int cell, boolean up) {
        return 2L * cell + (up ? 1 : 0);
    }

    private static void join(long from, long to, Map<Long, List<Long>> neighbours) {
        neighbours.computeIfAbsent(from, key -> new ArrayList<>(2)).add(to);
    }

    /** Takes a chain of edges out of the map. */
    private static List<Long> chain(long start, Map<Long, List<Long>> neighbours) {
        Deque<Long> chain = new ArrayDeque<>();
        long at = start;
        chain.add(at);
        while (true) {
            List<Long> next = neighbours.get(at);
            if (next == null || next.isEmpty()) {
                neighbours.remove(at);
                return List.copyOf(chain);
            }
            long to = next.remove(0);
            if (next.isEmpty()) {
                neighbours.remove(at);
            }
            List<Long> back = neighbours.get(to);
            if (back != null) {
                back.remove(at);
                if (back.isEmpty()) {
                    neighbours.remove(to);
                }
            }
            chain.add(to);
            at = to;
        }
    }

    private Line line(List<Long> chain, double level) {
        double[] points = new double[2 * chain.size()];
        for (int i = 0; i < chain.size(); i++) {
            int from = (int) (chain.get(i) / 2);
            boolean up = chain.get(i) % 2 == 1;
            double below = heights[from];
            double above = heights[up ? from + columns : from + 1];
            double part = (level - below) / (above - below);
            int column = from % columns;
            int row = from / columns;
            points[2 * i] = column + (up ? 0 : part);
            points[2 * i + 1] = row + (up ? part : 0);
        }
        return new Line(points);
    }
}

package theoria.study.landscape.internal.grid;

import theoria.study.landscape.internal.frame.CoarseToFine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which cells of a finer level need not be computed, because the surface hardly bends around them,
 * and what stands there instead: the bilinear interpolation of the coarser level.
 *
 * <p>A level has the points of a grid of step s that the one of step S = 2 s lacks. Each lies in
 * the middle of two or four of the coarser, its parents. At a point p of the coarser grid the
 * surface v bends by b(p) = max over both directions d of |v(p) - (v(p - S d) + v(p + S d)) / 2|; a
 * cell is interpolated if b &lt;= t (max v - min v) at all its parents and their neighbours, range
 * and bends taken of the coarser grid alone. Of a smooth surface the error is then about a quarter
 * of that, since it falls by four with half the step. What is narrower than the first level is not
 * seen.
 *
 * <p>v is the loss of each split, its logarithm where losses differ by more than a factor of 1000.
 * All of it depends on the numbers of coarser levels alone, so neither on threads nor on where an
 * interrupted run goes on.
 */
final class Refinement {
    /** From this ratio of the largest to the least loss its logarithm is looked at. */
    static final double LOG_FROM = 1e3;

    private final int n;
    private final double tolerance;

    /**
     * For grids of n x n points.
     *
     * @param tolerance t, above 0
     */
    Refinement(int n, double tolerance) {
        this.n = n;
        this.tolerance = tolerance;
    }

    double tolerance() {
        return tolerance;
    }

    /**
     * The cells of a level that need not be computed.
     *
     * @param losses of each split at all cells, known at those of coarser levels
     */
    List<Integer> smooth(CoarseToFine.Level level, List<double[]> losses) {
        if (level.first()) {
            return List.of();
        }
        IntPredicate flat = cell -> true;
        for (double[] loss : losses) {
            flat = flat.and(flat(loss, 2 * level.step()));
        }
        List<Integer> smooth = new ArrayList<>();
        for (int cell : level.cells()) {
            List<Integer> parents = parents(cell, level.step());
            if (!parents.isEmpty() && parents.stream().allMatch(flat::test)) {
                smooth.add(cell);
            }
        }
        return smooth;
    }

    /** Whether a surface bends little at a point of a coarse grid. */
    private IntPredicate flat(double[] loss, int step) {
        double[] range = range(loss, step);
        double[] v = loss;
        if (wide(range)) {
            v = Arrays.stream(loss).map(Math::log).toArray();
            range = new double[] {Math.log(range[0]), Math.log(range[1])};
        }
        double[] surface = v;
        double most = tolerance * (range[1] - range[0]);
        return cell -> around(cell, step).allMatch(near -> bend(surface, near, step) <= most);
    }

    /** A point of a grid and its neighbours: where a wave is steepest it does not bend. */
    private IntStream around(int cell, int step) {
        int row = cell / n;
        int column = cell % n;
        return IntStream.of(
                cell,
                column >= step ? cell - step : cell,
                column + step < n ? cell + step : cell,
                row >= step ? cell - step * n : cell,
                row + step < n ? cell + step * n : cell);
    }

    private double[] range(double[] loss, int step) {
        double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int row = 0; row < n; row += step) {
            for (int column = 0; column < n; column += step) {
                double value = loss[row * n + column];
                if (Double.isFinite(value)) {
                    range[0] = Math.min(range[0], value);
                    range[1] = Math.max(range[1], value);
                }
            }
        }
        return range;
    }

    static boolean wide(double[] range) {
        return range[0] > 0 && range[1] / range[0] > LOG_FROM;
    }

    /** No number, and so not little, beside what is no finite number. */
    private double bend(double[] v, int cell, int step) {
        int row = cell / n;
        int column = cell % n;
        double bend = Double.isFinite(v[cell]) ? 0 : Double.NaN;
        if (column >= step && column + step < n) {
            bend = Math.max(bend, Math.abs(v[cell] - (v[cell - step] + v[cell + step]) / 2));
        }
        if (row >= step && row + step < n) {
            int down = step * n;
            bend = Math.max(bend, Math.abs(v[cell] - (v[cell - down] + v[cell + down]) / 2));
        }
        return bend;
    }

    /** The points of the next coarser grid around a cell; none if the cell is not between them. */
    private List<Integer> parents(int cell, int step) {
        int row = cell / n;
        int column = cell % n;
        int[] rows = row % (2 * step) == 0 ? new int[] {row} : new int[] {row - step, row + step};
        int[] columns =
                column % (2 * step) == 0
                        ? new int[] {column}
                        : new int[] {column - step, column + step};
        List<Integer> parents = new ArrayList<>();
        for (int r : rows) {
            for (int c : columns) {
                if (r >= n || c >= n) {
                    return List.of();
                }
                parents.add(r * n + c);
            }
        }
        return parents;
    }

    /**
     * The mean of a quantity's numbers at a cell's parents, never beyond them.
     *
     * @param logarithmic whether it is the geometric mean, of numbers that are positive
     */
    double between(double[] values, int cell, int step, boolean logarithmic) {
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        List<Integer> parents = parents(cell, step);
        for (int parent : parents) {
            double value = values[parent];
            sum += logarithmic ? Math.log(value) : value;
            least = Math.min(least, value);
            largest = Math.max(largest, value);
        }
        double mean = sum / parents.size();
        return Math.max(least, Math.min(largest, logarithmic ? Math.exp(mean) : mean));
    }

    /** Whether the losses of a level are interpolated on a logarithmic scale. */
    boolean logarithmic(CoarseToFine.Level level, double[] loss) {
        return wide(range(loss, 2 * level.step()));
    }
}

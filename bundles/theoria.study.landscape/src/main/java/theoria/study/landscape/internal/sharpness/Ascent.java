package theoria.study.landscape.internal.sharpness;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.engine.Cancelled;
import theoria.core.study.StudyException;

/**
 * A lower bound for the largest value of a function on a convex set, by conditional gradient ascent
 * (Frank and Wolfe 1956): z goes towards the point v of the set where the linear approximation at z
 * is largest, the whole way or, while the function does not rise, half of it again and again. It
 * never leaves the set and never falls. Of a convex function the whole way always rises, and it
 * ends at a point that no linear approximation improves.
 */
public final class Ascent {
    /** A step of less than this share of the way counts as none. */
    private static final double SHORTEST = 1.0 / 1024;

    private Ascent() {}

    /**
     * Where an ascent ended.
     *
     * @param value f(point), the largest it found
     * @param point in the set
     */
    record Top(double value, double[] point) {}

    /** The largest value found from start number k, as {@link #top}. */
    static double largest(
            Objective f, Region region, int k, int length, SeededRandom random, int steps)
            throws StudyException, Cancelled {
        return top(f, region, k, length, random, steps).value();
    }

    /**
     * The highest place found.
     *
     * @param start in the set; 0 begins at the middle
     * @param steps at most
     */
    private static Top top(Objective f, Region region, double[] start, int steps)
            throws StudyException, Cancelled {
        double[] z = start.clone();
        double[] gradient = new double[z.length];
        double[] vertex = new double[z.length];
        double[] trial = new double[z.length];
        double value = f.gradient(z, gradient);
        for (int step = 0; step < steps; step++) {
            region.maximise(gradient, vertex);
            if (!(gap(gradient, vertex, z) > 0)) {
                return new Top(value, z);
            }
            double share = 1;
            double reached = Double.NaN;
            while (!(reached > value) && share >= SHORTEST) {
                for (int i = 0; i < z.length; i++) {
                    trial[i] = z[i] + share * (vertex[i] - z[i]);
                }
                reached = f.value(trial);
                share /= 2;
            }
            if (!(reached > value)) {
                return new Top(value, z);
            }
            System.arraycopy(trial, 0, z, 0, z.length);
            value = f.gradient(z, gradient);
        }
        return new Top(value, z);
    }

    /**
     * The highest place found from start number k: 0 is the middle, others are drawn.
     *
     * @param length n
     */
    static Top top(Objective f, Region region, int k, int length, SeededRandom random, int steps)
            throws StudyException, Cancelled {
        double[] start = k == 0 ? new double[length] : region.draw(random.split(k));
        return top(f, region, start, steps);
    }

    private static double gap(double[] gradient, double[] vertex, double[] z) {
        double gap = 0;
        for (int i = 0; i < z.length; i++) {
            gap += gradient[i] * (vertex[i] - z[i]);
        }
        return gap;
    }
}

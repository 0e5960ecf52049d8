package theoria.study.landscape.internal.grid;

import org.hipparchus.distribution.continuous.TDistribution;

import theoria.study.landscape.internal.Measurement;

import java.util.List;

/**
 * What is kept of a point: the means over K seeds of loss, its standard error, accuracy and margin,
 * the standard deviation of the loss over the seeds (K - 1 in its denominator), and the mean loss
 * of each class. Of one seed these are its own numbers.
 */
public final class Summary {
    /** Place of the mean loss. */
    public static final int LOSS = 0;

    /** Place of its standard error. */
    public static final int ERROR = 1;

    /** Place of the fraction right. */
    public static final int ACCURACY = 2;

    /** Place of the mean margin. */
    public static final int MARGIN = 3;

    /** Place of the standard deviation over the seeds, NaN of one seed. */
    public static final int SPREAD = 4;

    /** Place of the first class. */
    public static final int CLASSES = 5;

    /** Confidence of bands over seeds. */
    public static final double CONFIDENCE = 0.95;

    private Summary() {}

    /** How many numbers a point has. */
    public static int width(int classes) {
        return CLASSES + classes;
    }

    /** The numbers of a point, from its measurements for each seed. */
    public static double[] of(List<Measurement> seeds) {
        if (seeds.size() == 1) {
            return own(seeds.get(0));
        }
        double[] mean = new double[width(seeds.get(0).classes().length)];
        for (Measurement seed : seeds) {
            double[] own = own(seed);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += own[i] / seeds.size();
            }
        }
        double squares = 0;
        for (Measurement seed : seeds) {
            squares += (seed.loss() - mean[LOSS]) * (seed.loss() - mean[LOSS]);
        }
        mean[SPREAD] = Math.sqrt(squares / (seeds.size() - 1));
        return mean;
    }

    private static double[] own(Measurement m) {
        double[] own = new double[width(m.classes().length)];
        own[LOSS] = m.loss();
        own[ERROR] = m.error();
        own[ACCURACY] = m.accuracy();
        own[MARGIN] = m.margin();
        own[SPREAD] = Double.NaN;
        System.arraycopy(m.classes(), 0, own, CLASSES, m.classes().length);
        return own;
    }

    /**
     * Half the width of a confidence interval for the mean over K seeds in units of their standard
     * deviation: t / sqrt(K), t the quantile of Student's distribution with K - 1 degrees.
     */
    public static double halfWidth(int seeds) {
        double t = new TDistribution(seeds - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        return t / Math.sqrt(seeds);
    }
}

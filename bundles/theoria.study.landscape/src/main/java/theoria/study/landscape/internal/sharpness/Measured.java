package theoria.study.landscape.internal.sharpness;

import java.util.List;

/**
 * The sharpness at some weights, and the ways on which it was found.
 *
 * @param numbers the measures
 * @param rises of each of {@link #KINDS}, f(x + s d) - f(x) at the shares s of the way to the
 *     highest point x + d that the ascents found
 * @param noiseDeviation standard deviation of the rises under the noise
 */
record Measured(Sharpness numbers, double[][] rises, double noiseDeviation) {
    /** The measures that are maxima. */
    static final List<String> KINDS = List.of("keskar", "sam", "asam");

    /** How many shares, 0 and 1 among them. */
    static final int POINTS = 21;

    /** Number k of the shares. */
    static double share(int k) {
        return k / (POINTS - 1.0);
    }

    /** 0 to 1. */
    static double[] shares() {
        double[] shares = new double[POINTS];
        for (int k = 0; k < POINTS; k++) {
            shares[k] = share(k);
        }
        return shares;
    }
}

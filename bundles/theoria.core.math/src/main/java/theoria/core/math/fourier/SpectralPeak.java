package theoria.core.math.fourier;

import java.util.Optional;

/**
 * The strongest oscillation of a real image: the bin of largest power |W[u,v]|^2 besides the mean
 * W[0,0]. It stands for the wave cos(2 pi (fx x + fy y) + phase), x counted to the right along a
 * row, y downwards along a column.
 *
 * <p>The bins (u,v) and (-u,-v) of a real image are conjugate and mean the same wave; the one with
 * fx &gt; 0, or fx = 0 and fy &gt; 0, is named. At the highest frequency of an even side, where
 * +1/2 and -1/2 are one bin, it counts as +1/2, and of the two conjugates that remain the one whose
 * other frequency is positive.
 *
 * @param fx cycles per pixel along a row, in [0, 1/2]
 * @param fy cycles per pixel along a column, in (-1/2, 1/2]
 * @param power |W|^2 there
 */
public record SpectralPeak(double fx, double fy, double power) {
    /**
     * Power below this part of the total is rounding: the transform's relative error is a few units
     * of 1e-16, its square far below.
     */
    private static final double ROUNDING = 1e-26;

    /**
     * Powers that differ by less than this part are equal: symmetric filters have several equal
     * peaks, and rounding must not choose among them.
     */
    private static final double TIE = 1e-12;

    /**
     * The peak of a power spectrum ordered like that of {@link Dft2#power}; of equal peaks the
     * first in row-major order. Empty if there is nothing but a mean, or a power is not finite.
     *
     * @throws IllegalArgumentException if the number of values is not height times width
     */
    public static Optional<SpectralPeak> of(double[] power, int height, int width) {
        if (power.length != height * width) {
            throw new IllegalArgumentException(
                    power.length + " values for a spectrum of " + height + "x" + width);
        }
        double total = 0;
        double largest = 0;
        for (int bin = 0; bin < power.length; bin++) {
            total += power[bin];
            if (named(bin, height, width)) {
                largest = Math.max(largest, power[bin]);
            }
        }
        if (!Double.isFinite(total) || largest <= ROUNDING * total) {
            return Optional.empty();
        }
        int bin = 1;
        while (!named(bin, height, width) || power[bin] < largest * (1 - TIE)) {
            bin++;
        }
        double fx = Dft2.frequency(bin % width, width);
        return Optional.of(new SpectralPeak(fx, Dft2.frequency(bin / width, height), power[bin]));
    }

    /** Whether a bin is neither the mean nor the conjugate that stands for another bin's wave. */
    private static boolean named(int bin, int height, int width) {
        int u = bin / width;
        int v = bin % width;
        boolean conjugateInColumn = v == 0 || 2 * v == width;
        return bin > 0 && (conjugateInColumn ? 2 * u <= height : 2 * v < width);
    }

    /** Its frequency sqrt(fx^2 + fy^2), cycles per pixel. */
    public double frequency() {
        return Math.hypot(fx, fy);
    }

    /**
     * The direction in which the wave runs, the angle of (fx, fy) in degrees, in [0, 180): 0 across
     * (the stripes stand upright), 90 downwards (they lie), 45 towards the lower right.
     */
    public double orientation() {
        double degrees = Math.toDegrees(Math.atan2(fy, fx));
        return degrees < 0 ? degrees + 180 : degrees;
    }
}

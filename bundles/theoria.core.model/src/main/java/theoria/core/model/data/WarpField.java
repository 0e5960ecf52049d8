package theoria.core.model.data;

import theoria.core.math.random.SeededRandom;

/**
 * A smooth random displacement: white Gaussian noise convolved with a Gaussian of standard
 * deviation 5 pixels (cut at 4 deviations, mirrored at the border) and normalised to root mean
 * square 1.2 pixels.
 */
final class WarpField {
    private static final double DEVIATION = 5;
    private static final int REACH = 20;
    private static final double ROOT_MEAN_SQUARE = 1.2;
    private static final double[] KERNEL = kernel();

    private WarpField() {}

    private static double[] kernel() {
        double[] kernel = new double[2 * REACH + 1];
        double sum = 0;
        for (int i = -REACH; i <= REACH; i++) {
            kernel[i + REACH] = StrictMath.exp(-i * i / (2 * DEVIATION * DEVIATION));
            sum += kernel[i + REACH];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    /** One displacement per pixel, row-major. */
    static double[] draw(SeededRandom random, int side) {
        double[] noise = new double[side * side];
        random.nextGaussians(noise);
        double[] field = smooth(smooth(noise, side, 1), side, side);
        double sum = 0;
        for (double value : field) {
            sum += value * value;
        }
        double factor = ROOT_MEAN_SQUARE / Math.sqrt(sum / field.length);
        for (int i = 0; i < field.length; i++) {
            field[i] *= factor;
        }
        return field;
    }

    /** Convolves along one axis; neighbours are {@code step} apart in the array. */
    private static double[] smooth(double[] values, int side, int step) {
        double[] smoothed = new double[values.length];
        double[] line = new double[side + 2 * REACH];
        for (int index = 0; index < side; index++) {
            int start = step == 1 ? index * side : index;
            for (int i = 0; i < line.length; i++) {
                line[i] = values[start + mirrored(i - REACH, side) * step];
            }
            for (int i = 0; i < side; i++) {
                double sum = 0;
                for (int k = 0; k < KERNEL.length; k++) {
                    sum += KERNEL[k] * line[i + k];
                }
                smoothed[start + i * step] = sum;
            }
        }
        return smoothed;
    }

    private static int mirrored(int i, int side) {
        if (i < 0) {
            return -1 - i;
        }
        return i >= side ? 2 * side - 1 - i : i;
    }
}

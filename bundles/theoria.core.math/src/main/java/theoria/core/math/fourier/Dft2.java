package theoria.core.math.fourier;

import org.jtransforms.fft.DoubleFFT_1D;
import org.jtransforms.fft.DoubleFFT_2D;

import pl.edu.icm.jlargearrays.ConcurrencyUtils;

/**
 * The discrete Fourier transform of real images of H x W pixels, by JTransforms: W[u,v] = sum over
 * y, x of w[y,x] exp(-2 pi i (u y / H + v x / W)), not normalised, so that Parseval's identity
 * reads sum |w|^2 = (1 / (H W)) sum |W|^2 (Oppenheim and Schafer, Discrete-Time Signal Processing,
 * chapter 8). Bin (u,v) has the frequencies u/H downwards and v/W across, as {@code numpy.fft}
 * orders them. Any size is allowed. An object serves one thread at a time.
 */
public final class Dft2 {
    static {
        // the library splits large transforms over threads of its own; a study starts none
        ConcurrencyUtils.setNumberOfThreads(1);
    }

    private final int height;
    private final int width;
    private final Plan plan;

    /** A transform in place of interleaved real and imaginary parts. */
    @FunctionalInterface
    private interface Plan {
        void forward(double[] interleaved);
    }

    /**
     * A transform of one size, to be used many times.
     *
     * @throws IllegalArgumentException if a side is not positive, or the image has more pixels than
     *     an array can hold
     */
    public Dft2(int height, int width) {
        if (height < 1 || width < 1 || (long) height * width > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException("no transform of " + height + "x" + width);
        }
        this.height = height;
        this.width = width;
        this.plan = plan(height, width);
    }

    /** The library has no two-dimensional plan for a single row or column. */
    private static Plan plan(int height, int width) {
        return height == 1 || width == 1
                ? new DoubleFFT_1D((long) height * width)::complexForward
                : new DoubleFFT_2D(height, width)::complexForward;
    }

    /**
     * The transform of an image: real and imaginary part of W[u,v] in turn, row-major.
     *
     * @throws IllegalArgumentException if the number of values is not height times width
     */
    public double[] forward(double[] image) {
        if (image.length != height * width) {
            throw new IllegalArgumentException(
                    image.length + " values for an image of " + height + "x" + width);
        }
        double[] interleaved = new double[2 * image.length];
        for (int i = 0; i < image.length; i++) {
            interleaved[2 * i] = image[i];
        }
        plan.forward(interleaved);
        return interleaved;
    }

    /**
     * The power of an image, |W[u,v]|^2, row-major.
     *
     * @throws IllegalArgumentException if the number of values is not height times width
     */
    public double[] power(double[] image) {
        double[] transform = forward(image);
        double[] power = new double[image.length];
        for (int i = 0; i < power.length; i++) {
            double real = transform[2 * i];
            double imaginary = transform[2 * i + 1];
            power[i] = real * real + imaginary * imaginary;
        }
        return power;
    }

    /** Frequency of a bin in cycles per sample: k/n for k at most n/2, else k/n - 1. */
    public static double frequency(int bin, int length) {
        return (double) (2 * bin <= length ? bin : bin - length) / length;
    }

    /**
     * A spectrum with frequency 0 in the middle, at (H/2, W/2) rounded down: what {@code
     * numpy.fft.fftshift} does, for pictures.
     *
     * @throws IllegalArgumentException if the number of values is not height times width
     */
    public static double[] centred(double[] spectrum, int height, int width) {
        if (spectrum.length != height * width) {
            throw new IllegalArgumentException(
                    spectrum.length + " values for a spectrum of " + height + "x" + width);
        }
        double[] centred = new double[spectrum.length];
        for (int u = 0; u < height; u++) {
            int row = (u + height / 2) % height;
            for (int v = 0; v < width; v++) {
                centred[row * width + (v + width / 2) % width] = spectrum[u * width + v];
            }
        }
        return centred;
    }
}

package theoria.study.visualization;

import theoria.core.math.fourier.Dft2;
import theoria.core.math.fourier.SpectralPeak;
import theoria.core.math.stat.Participation;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.Progress;
import theoria.core.model.tensor.Shape;

import java.util.Arrays;
import java.util.Optional;

/**
 * What can be said of each filter w[c,y,x] of a layer (theory entry V1), with E = sum of w^2:
 *
 * <ul>
 *   <li>its norm sqrt(E);
 *   <li>its spectrum |W[u,v]| = sqrt(sum_c |W_c[u,v]|^2), where W_c is the discrete Fourier
 *       transform of channel c ({@link Dft2}): the powers of the channels are added, so that a
 *       coloured edge counts like a grey one;
 *   <li>frequency and orientation of the peak of that spectrum, its mean W[0,0] left out ({@link
 *       SpectralPeak}); NaN if there is nothing but a mean;
 *   <li>its effective support, the inverse participation ratio of its energy per pixel e[y,x] =
 *       sum_c w[c,y,x]^2 ({@link Participation}), from 1 (a point) to height times width.
 * </ul>
 *
 * <p>Filters with weights that are not finite have NaN for all that depends on them.
 */
final class FilterMeasures {
    private final int channels;
    private final int height;
    private final int width;
    private final double[] norm;
    private final double[] frequency;
    private final double[] orientation;
    private final double[] support;
    private final double[] spectrum;
    private double parseval;
    private int notFinite;

    private FilterMeasures(Shape shape) {
        int filters = shape.extent(0);
        channels = shape.extent(1);
        height = shape.extent(2);
        width = shape.extent(3);
        norm = new double[filters];
        frequency = new double[filters];
        orientation = new double[filters];
        support = new double[filters];
        spectrum = new double[filters * height * width];
    }

    /** Measures a kernel of the shape (filters, channels, height, width). */
    static FilterMeasures of(double[] kernel, Shape shape, Progress progress) throws Cancelled {
        FilterMeasures measures = new FilterMeasures(shape);
        Dft2 transform = new Dft2(measures.height, measures.width);
        int size = kernel.length / shape.extent(0);
        for (int o = 0; o < shape.extent(0); o++) {
            progress.check();
            measures.measure(o, Arrays.copyOfRange(kernel, o * size, (o + 1) * size), transform);
        }
        return measures;
    }

    private void measure(int filter, double[] weights, Dft2 transform) {
        int pixels = height * width;
        double[] energy = new double[pixels];
        double[] power = new double[pixels];
        for (int c = 0; c < channels; c++) {
            double[] channel = Arrays.copyOfRange(weights, c * pixels, (c + 1) * pixels);
            double[] more = transform.power(channel);
            for (int i = 0; i < pixels; i++) {
                energy[i] += channel[i] * channel[i];
                power[i] += more[i];
            }
        }
        compare(Arrays.stream(energy).sum(), Arrays.stream(power).sum() / pixels);
        norm[filter] = norm(weights);
        support[filter] = Participation.of(energy);
        Optional<SpectralPeak> peak = SpectralPeak.of(power, height, width);
        frequency[filter] = peak.map(SpectralPeak::frequency).orElse(Double.NaN);
        orientation[filter] = peak.map(SpectralPeak::orientation).orElse(Double.NaN);
        for (int i = 0; i < pixels; i++) {
            spectrum[filter * pixels + i] = Math.sqrt(power[i]);
        }
    }

    /** Parseval's identity of one filter. */
    private void compare(double energy, double inSpectrum) {
        if (!Double.isFinite(energy)) {
            notFinite++;
        } else if (energy > 0) {
            parseval = Math.max(parseval, Math.abs(energy - inSpectrum) / energy);
        }
    }

    private static double norm(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight * weight;
        }
        return Math.sqrt(sum);
    }

    /** l2 norm per filter. */
    double[] norm() {
        return norm;
    }

    /** Cycles per pixel at the peak, per filter. */
    double[] frequency() {
        return frequency;
    }

    /** Degrees in [0, 180) at the peak, per filter. */
    double[] orientation() {
        return orientation;
    }

    /** Pixels, per filter. */
    double[] support() {
        return support;
    }

    /** |W[u,v]|, (filters, height, width), ordered as {@link Dft2} orders its bins. */
    double[] spectrum() {
        return spectrum;
    }

    /** |W| of one filter with frequency 0 in the middle. */
    double[] centredSpectrum(int filter) {
        int pixels = height * width;
        return Dft2.centred(
                Arrays.copyOfRange(spectrum, filter * pixels, (filter + 1) * pixels),
                height,
                width);
    }

    /** The largest |sum w^2 - (1/N) sum |W|^2| / sum w^2 of all filters with finite weights. */
    double parseval() {
        return parseval;
    }

    /** How many filters have weights that are not finite. */
    int notFinite() {
        return notFinite;
    }
}

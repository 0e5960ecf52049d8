package theoria.core.math.spectral;

/**
 * A random estimate of a trace.
 *
 * @param value mean of the samples
 * @param error standard error of the mean; NaN of a single sample
 */
public record TraceEstimate(double value, double error) {
    /** Mean of independent unbiased samples and its standard error s / sqrt(n). */
    public static TraceEstimate of(double[] samples) {
        double sum = 0;
        for (double sample : samples) {
            sum += sample;
        }
        double mean = sum / samples.length;
        double squares = 0;
        for (double sample : samples) {
            squares += (sample - mean) * (sample - mean);
        }
        double variance = squares / (samples.length - 1.0);
        return new TraceEstimate(mean, Math.sqrt(variance / samples.length));
    }
}

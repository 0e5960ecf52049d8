package theoria.engine.dl4j.internal.zip;

/**
 * A run of numbers in coefficients.bin.
 *
 * @param block name of the stored tensor they become
 * @param length how many
 * @param logDeviation whether they are decimal logarithms of standard deviations
 */
record Slice(String block, long length, boolean logDeviation) {
    /** Numbers taken as they are. */
    static Slice of(String block, long length) {
        return new Slice(block, length, false);
    }

    /** What a stored number becomes: itself, or the variance (10^x)^2. */
    double value(double stored) {
        return logDeviation ? Math.pow(10, 2 * stored) : stored;
    }
}

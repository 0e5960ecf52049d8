package theoria.study.inspection.internal;

import theoria.core.model.tensor.Shape;
import theoria.core.study.result.Table;
import theoria.core.study.result.TableRows;

/**
 * Mean and standard deviation by channel, of finite numbers only, by the update of Welford (1962)
 * over blocks (Chan, Golub and LeVeque 1979), which does not cancel.
 */
public final class Channels {
    private final int channels;
    private final int plane;
    private final double[] count;
    private final double[] mean;
    private final double[] squares;
    private final double[] least;
    private final double[] most;
    private long nonFinite;

    /** Of examples of a shape; those that are no images of (channels, height, width) have one. */
    public Channels(Shape shape) {
        channels = isImage(shape) ? shape.extent(0) : 1;
        plane = shape.size() / channels;
        count = new double[channels];
        mean = new double[channels];
        squares = new double[channels];
        least = new double[channels];
        most = new double[channels];
        java.util.Arrays.fill(least, Double.POSITIVE_INFINITY);
        java.util.Arrays.fill(most, Double.NEGATIVE_INFINITY);
    }

    /** Whether examples of a shape are pictures of one or three channels. */
    public static boolean isImage(Shape shape) {
        return shape.rank() == 3 && (shape.extent(0) == 1 || shape.extent(0) == 3);
    }

    /**
     * Counts an example.
     *
     * @return whether its numbers are all equal
     */
    public boolean add(float[] values, int from) {
        boolean constant = true;
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            double number = 0;
            int start = from + c * plane;
            for (int i = start; i < start + plane; i++) {
                constant &= Float.compare(values[i], values[from]) == 0;
                if (Float.isFinite(values[i])) {
                    sum += values[i];
                    number++;
                    least[c] = Math.min(least[c], values[i]);
                    most[c] = Math.max(most[c], values[i]);
                } else {
                    nonFinite++;
                }
            }
            if (number > 0) {
                merge(c, values, start, sum / number, number);
            }
        }
        return constant;
    }

    private void merge(int c, float[] values, int start, double own, double number) {
        double spread = 0;
        for (int i = start; i < start + plane; i++) {
            double d = values[i] - own;
            spread += Float.isFinite(values[i]) ? d * d : 0;
        }
        double all = count[c] + number;
        double apart = own - mean[c];
        squares[c] += spread + apart * apart * count[c] * number / all;
        mean[c] += apart * number / all;
        count[c] = all;
    }

    /** Numbers that are NaN or infinite. */
    public long nonFinite() {
        return nonFinite;
    }

    /** Mean of each channel. */
    public double[] means() {
        return mean.clone();
    }

    /** Standard deviation of each channel, divided by the count. */
    public double[] deviations() {
        double[] deviations = new double[channels];
        for (int c = 0; c < channels; c++) {
            deviations[c] = Math.sqrt(squares[c] / count[c]);
        }
        return deviations;
    }

    /** A row for each channel. */
    public Table table(String of) {
        TableRows rows = new TableRows().integers("channel").reals("mean").reals("deviation");
        rows.reals("least").reals("largest");
        double[] deviations = deviations();
        for (int c = 0; c < channels; c++) {
            rows.add(c, mean[c], deviations[c], least[c], most[c]);
        }
        return Table.builder("Channels of " + of).rows(rows).build();
    }
}

package theoria.engine.reference.internal.op;

import org.jspecify.annotations.Nullable;

import theoria.core.model.graph.Block;

import java.util.Arrays;

/** One number for each channel of an output, or none. */
final class ChannelBias {
    private final int offset;
    private final int channels;
    private final int volume;

    /**
     * A bias.
     *
     * @param bias block of shape (channels), or null if it is 0
     * @param volume numbers of one channel of an example
     */
    ChannelBias(@Nullable Block bias, int channels, int volume) {
        this.offset = bias == null ? -1 : bias.offset();
        this.channels = channels;
        this.volume = volume;
    }

    /** Writes the bias, or 0, everywhere. */
    void fill(double[] theta, double[] y, int batch) {
        for (int c = 0; c < batch * channels; c++) {
            double value = offset < 0 ? 0 : theta[offset + c % channels];
            Arrays.fill(y, c * volume, (c + 1) * volume, value);
        }
    }

    /** Adds the sums of an output's gradient. */
    void addGradient(double[] dy, double[] gradient, int batch) {
        for (int c = 0; offset >= 0 && c < batch * channels; c++) {
            double sum = 0;
            for (int p = c * volume; p < (c + 1) * volume; p++) {
                sum += dy[p];
            }
            gradient[offset + c % channels] += sum;
        }
    }
}

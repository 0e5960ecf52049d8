package theoria.core.model.data;

import theoria.core.model.graph.ShapeException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.List;
import java.util.Optional;

/**
 * Examples under a network's input contract: scaled, centred and divided per channel, then reshaped
 * row-major (one channel), or laid out as the contract's layout says (several channels), to the
 * shape the network takes. The formula's rounding is that of {@link InputContract}.
 */
public final class PreparedExamples implements Examples {
    private final Examples raw;
    private final InputContract contract;
    private final Shape target;

    private PreparedExamples(Examples raw, InputContract contract, Shape target) {
        this.raw = raw;
        this.contract = contract;
        this.target = target;
    }

    /**
     * The examples as a network of the given input shape takes them.
     *
     * @throws ShapeException if the shapes do not fit, naming both
     */
    public static Examples of(Examples raw, InputContract contract, Shape target) {
        reshaping(raw.shape(), contract, target);
        return new PreparedExamples(raw, contract, target);
    }

    /**
     * What happens to the axes, as a sentence; empty if nothing does.
     *
     * @throws ShapeException if the shapes do not fit, naming both
     */
    public static Optional<String> reshaping(Shape data, InputContract contract, Shape target) {
        if (transposes(data, contract, target)) {
            return Optional.of(
                    "examples of " + data + " were transposed to channels last, " + target);
        }
        if (data.equals(target)) {
            return Optional.empty();
        }
        boolean oneChannel = channels(data) == 1 || data.rank() == 1 && squeezesToMatrix(target);
        boolean channelsFirst = contract.layout() == InputContract.Layout.NCHW;
        if (data.size() != target.size() || !oneChannel && !channelsFirst) {
            String hint = data.size() == target.size() ? " (give layout=NCHW or layout=NHWC)" : "";
            throw new ShapeException(
                    "the data has examples of shape "
                            + data
                            + ", but the network takes "
                            + target
                            + hint);
        }
        return Optional.of("examples of " + data + " were reshaped row-major to " + target);
    }

    /** Channels of an image (axis 0 of three); anything of lower rank has one. */
    private static int channels(Shape shape) {
        return shape.rank() >= 3 ? shape.extent(0) : 1;
    }

    private static boolean squeezesToMatrix(Shape target) {
        return target.squeeze().rank() <= 2;
    }

    private static boolean transposes(Shape data, InputContract contract, Shape target) {
        return contract.layout() == InputContract.Layout.NHWC
                && data.rank() == 3
                && data.extent(0) > 1
                && data.size() == target.size();
    }

    @Override
    public String description() {
        return raw.description();
    }

    @Override
    public String hash() {
        return raw.hash();
    }

    @Override
    public int size() {
        return raw.size();
    }

    @Override
    public Shape shape() {
        return target;
    }

    @Override
    public int classes() {
        return raw.classes();
    }

    @Override
    public List<String> classNames() {
        return contract.classNames().isEmpty() ? raw.classNames() : contract.classNames();
    }

    @Override
    public int sourceIndex(int example) {
        return raw.sourceIndex(example);
    }

    @Override
    public Batch read(int from, int count) {
        Batch batch = raw.read(from, count);
        if (contract.unchanged() && raw.shape().equals(target)) {
            return batch;
        }
        float[] values = batch.inputs().toFloats().clone();
        int size = raw.shape().size();
        int channels = raw.shape().rank() == 0 ? 1 : raw.shape().extent(0);
        for (int i = 0; i < count; i++) {
            contract.apply(values, i * size, size, channels);
        }
        if (transposes(raw.shape(), contract, target)) {
            values = channelsLast(values, count);
        }
        return new Batch(Tensor.of(target.prepend(count), values), batch.labels());
    }

    private float[] channelsLast(float[] values, int count) {
        int channels = raw.shape().extent(0);
        int places = raw.shape().size() / channels;
        float[] transposed = new float[values.length];
        for (int n = 0; n < count; n++) {
            int base = n * channels * places;
            for (int c = 0; c < channels; c++) {
                for (int p = 0; p < places; p++) {
                    transposed[base + p * channels + c] = values[base + c * places + p];
                }
            }
        }
        return transposed;
    }
}

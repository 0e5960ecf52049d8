package theoria.core.model.data;

import org.jspecify.annotations.Nullable;

import theoria.core.model.file.Sha256;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Examples held in memory, as bytes (0 to 255) or as single-precision numbers. */
public final class InMemoryExamples implements Examples {
    private final String description;
    private final Shape shape;
    private final byte @Nullable [] bytes;
    private final float @Nullable [] floats;
    private final int[] labels;
    private final List<String> classNames;
    private final String hash;

    private InMemoryExamples(
            String description,
            Shape shape,
            byte @Nullable [] bytes,
            float @Nullable [] floats,
            int[] labels,
            List<String> classNames) {
        this.description = description;
        this.shape = shape;
        this.bytes = bytes;
        this.floats = floats;
        this.labels = labels;
        this.classNames = List.copyOf(classNames);
        int length = bytes != null ? bytes.length : Objects.requireNonNull(floats).length;
        check(length);
        this.hash = computeHash();
    }

    /**
     * Examples stored as bytes 0 to 255.
     *
     * @param values labels.length times shape.size() bytes, example by example
     * @param classNames in label order; their number is the number of classes
     * @throws IllegalArgumentException if the sizes do not fit or a label is out of range
     */
    public static InMemoryExamples ofBytes(
            String description, Shape shape, byte[] values, int[] labels, List<String> classNames) {
        return new InMemoryExamples(description, shape, values, null, labels, classNames);
    }

    /** Examples stored as single-precision numbers; see {@link #ofBytes}. */
    public static InMemoryExamples ofFloats(
            String description,
            Shape shape,
            float[] values,
            int[] labels,
            List<String> classNames) {
        return new InMemoryExamples(description, shape, null, values, labels, classNames);
    }

    /** The names {@code "0"}, ..., {@code "classes - 1"}. */
    public static List<String> numbered(int classes) {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    private void check(int length) {
        if ((long) labels.length * shape.size() != length) {
            throw new IllegalArgumentException(
                    description
                            + " holds "
                            + length
                            + " numbers for "
                            + labels.length
                            + " examples of "
                            + shape);
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < -1 || labels[i] >= classNames.size()) {
                throw new IllegalArgumentException(
                        "example "
                                + i
                                + " of "
                                + description
                                + " has label "
                                + labels[i]
                                + ", not one of "
                                + classNames.size()
                                + " classes");
            }
        }
    }

    private String computeHash() {
        MessageDigest digest = Sha256.digest();
        byte[] stored = bytes;
        float[] numbers = floats;
        String header = shape + ";" + labels.length + ";" + classNames.size() + ";";
        digest.update(header.getBytes(StandardCharsets.UTF_8));
        if (stored != null) {
            digest.update(stored);
        } else if (numbers != null) {
            ByteBuffer chunk = ByteBuffer.allocate(4 * shape.size());
            for (int i = 0; i < labels.length; i++) {
                chunk.clear();
                chunk.asFloatBuffer().put(numbers, i * shape.size(), shape.size());
                digest.update(chunk.array());
            }
        }
        ByteBuffer tail = ByteBuffer.allocate(4 * labels.length);
        tail.asIntBuffer().put(labels);
        digest.update(tail.array());
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public String hash() {
        return hash;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int classes() {
        return classNames.size();
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public int sourceIndex(int example) {
        return Objects.checkIndex(example, size());
    }

    @Override
    public Batch read(int from, int count) {
        Objects.checkFromIndexSize(from, count, size());
        int width = shape.size();
        float[] values = new float[count * width];
        byte[] stored = bytes;
        if (stored != null) {
            for (int i = 0; i < values.length; i++) {
                values[i] = stored[from * width + i] & 0xff;
            }
        } else {
            System.arraycopy(
                    Objects.requireNonNull(floats), from * width, values, 0, values.length);
        }
        return new Batch(
                Tensor.of(shape.prepend(count), values),
                Arrays.copyOfRange(labels, from, from + count));
    }
}

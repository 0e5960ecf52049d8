package theoria.engine.dl4j.internal.zip;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * An array as ND4J's {@code Nd4j.write} stores it: two buffers, each with the name of an allocation
 * mode, the number of entries (32 bits for the three oldest modes, 64 for the others), the name of
 * the entries' type, and the entries, big-endian. The first buffer holds rank r, r extents, r
 * strides, an offset or flags, the element stride and the order ('c' or 'f'); the second the
 * numbers, which lie where the strides say. Sizes are compared with the bytes that are there before
 * anything is allocated (source: org.nd4j.linalg.api.buffer.BaseDataBuffer, 1.0.0-M2.1).
 */
public final class NdArrayReader {
    private static final List<String> NARROW_MODES = List.of("DIRECT", "HEAP", "JAVACPP");
    private static final List<String> WIDE_MODES = List.of("LONG_SHAPE", "MIXED_DATA_TYPES");
    private static final int MOST_AXES = 32;
    private static final int EXTRA_SHAPE_ENTRIES = 4;
    private static final int CHUNK_NUMBERS = 8192;

    private final EntryReader in;
    private final Shape shape;
    private final long[] strides;
    private final ElementType type;

    /**
     * Reads the description of the array, not its numbers.
     *
     * @throws FormatException if it is damaged or does not fit the entry's size
     */
    public NdArrayReader(EntryReader in) throws FormatException {
        this.in = in;
        long entries = length();
        String integers = in.word();
        boolean wide = integers.equals("LONG");
        if (!wide && !integers.equals("INT")) {
            throw in.refuse("has shape numbers of type " + integers, "INT or LONG");
        }
        int width = wide ? Long.BYTES : Integer.BYTES;
        if (entries < EXTRA_SHAPE_ENTRIES || entries > in.remaining() / width) {
            throw in.refuse(
                    "announces " + entries + " shape numbers in " + in.remaining() + " bytes",
                    "two per axis and four more");
        }
        long rank = integer(wide);
        if (rank < 0 || rank > MOST_AXES || entries != 2 * rank + EXTRA_SHAPE_ENTRIES) {
            throw in.refuse(
                    "announces " + rank + " axes in " + entries + " shape numbers",
                    "2 x axes + 4 numbers");
        }
        long[] extents = integers((int) rank, wide);
        this.strides = integers((int) rank, wide);
        integers(EXTRA_SHAPE_ENTRIES - 1, wide);
        this.shape = shape(extents);
        this.type = numbers();
    }

    private long length() throws FormatException {
        String mode = in.word();
        if (NARROW_MODES.contains(mode)) {
            return in.int32();
        }
        if (WIDE_MODES.contains(mode)) {
            return in.int64();
        }
        throw in.refuse("begins with '" + mode + "'", "an allocation mode of ND4J");
    }

    private long integer(boolean wide) throws FormatException {
        return wide ? in.int64() : in.int32();
    }

    private long[] integers(int count, boolean wide) throws FormatException {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = integer(wide);
        }
        return values;
    }

    private Shape shape(long[] extents) throws FormatException {
        long size = 1;
        for (long extent : extents) {
            boolean fine = extent > 0 && extent <= Integer.MAX_VALUE / size;
            if (!fine) {
                throw in.refuse(
                        "has the shape " + Arrays.toString(extents),
                        "positive extents and fewer than 2^31 numbers");
            }
            size *= extent;
        }
        return Shape.of(Arrays.stream(extents).mapToInt(Math::toIntExact).toArray());
    }

    private ElementType numbers() throws FormatException {
        long length = length();
        String word = in.word();
        ElementType found =
                Arrays.stream(ElementType.values())
                        .filter(candidate -> candidate.name().equals(word))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        in.refuse(
                                                "holds numbers of type " + word,
                                                Arrays.toString(ElementType.values())));
        if (length != shape.size() || length * found.bytes() != in.remaining()) {
            throw in.refuse(
                    "announces "
                            + length
                            + " numbers of type "
                            + word
                            + " for shape "
                            + shape
                            + " in "
                            + in.remaining()
                            + " bytes",
                    shape.size() + " numbers in " + (long) shape.size() * found.bytes() + " bytes");
        }
        return found;
    }

    /** Extents of the array. */
    public Shape shape() {
        return shape;
    }

    /** Format of its numbers. */
    public ElementType type() {
        return type;
    }

    /**
     * The numbers, row-major whatever the stored order.
     *
     * @throws FormatException if the entry is damaged or the strides lead out of it
     */
    public Tensor values() throws FormatException {
        double[] stored = new double[shape.size()];
        for (int start = 0; start < stored.length; start += CHUNK_NUMBERS) {
            int count = Math.min(CHUNK_NUMBERS, stored.length - start);
            ByteBuffer buffer = ByteBuffer.wrap(in.bytes(count * type.bytes()));
            for (int i = 0; i < count; i++) {
                stored[start + i] = type.next(buffer);
            }
        }
        in.finish();
        double[] ordered = rowMajor(stored);
        return type.precision() == Precision.DOUBLE
                ? Tensor.of(shape, ordered)
                : Tensor.of(shape, narrow(ordered));
    }

    /** Reads over the numbers and makes sure that the entry is intact. */
    public void check() throws FormatException {
        in.skip();
        in.finish();
    }

    private double[] rowMajor(double[] stored) throws FormatException {
        if (contiguous()) {
            return stored;
        }
        double[] ordered = new double[stored.length];
        int[] index = new int[shape.rank()];
        for (int i = 0; i < ordered.length; i++) {
            long place = 0;
            for (int axis = 0; axis < index.length; axis++) {
                place += index[axis] == 0 ? 0 : index[axis] * strides[axis];
            }
            if (place < 0 || place >= stored.length) {
                throw in.refuse(
                        "has the strides " + Arrays.toString(strides) + " for shape " + shape,
                        "strides that stay within the array");
            }
            ordered[i] = stored[(int) place];
            advance(index);
        }
        return ordered;
    }

    private boolean contiguous() {
        long expected = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            if (shape.extent(axis) > 1 && strides[axis] != expected) {
                return false;
            }
            expected *= shape.extent(axis);
        }
        return true;
    }

    private void advance(int[] index) {
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis]++;
            if (index[axis] < shape.extent(axis)) {
                return;
            }
            index[axis] = 0;
        }
    }

    private static float[] narrow(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }
}

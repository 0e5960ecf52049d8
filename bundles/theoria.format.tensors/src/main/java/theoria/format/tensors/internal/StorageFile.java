package theoria.format.tensors.internal;

import org.jspecify.annotations.Nullable;

import theoria.core.model.file.UnpackedSize;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The bytes of storages by key, and the views of them. */
abstract class StorageFile {
    /** Beyond every storage, and so small that one more axis cannot overflow. */
    private static final long FAR = 1L << 61;

    private final Set<String> counted = new HashSet<>();
    private long stored;
    private long shown;

    /**
     * The bytes of a storage in the file's byte order, as many as its elements need.
     *
     * @throws FormatException if it is missing or has another length
     */
    abstract ByteBuffer bytes(Pickled.Storage storage) throws FormatException;

    /**
     * The tensor that a view shows.
     *
     * @throws FormatException if it reaches out of its storage, or repeats its numbers
     */
    NamedTensors.Entry view(String name, Pickled.View view) throws FormatException {
        String where = "tensor '" + name + "'";
        long count = SafetensorsHeader.elements(where, view.shape());
        Pickled.Storage storage = view.storage();
        long first = storage.from() + view.offset();
        long last = first;
        for (int axis = 0; axis < view.shape().size(); axis++) {
            long stride = view.strides().get(axis);
            if (stride < 0 || stride > Integer.MAX_VALUE) {
                throw new FormatException(
                        where + " has the strides " + view.strides() + "; expected positive ones");
            }
            long reach = Math.max(0, view.shape().get(axis) - 1) * stride;
            last = Math.min(FAR, last + reach);
        }
        boolean counted = view.offset() >= 0 && storage.from() >= 0 && first >= 0;
        boolean inside = counted && last < storage.elements();
        if (count > 0 && (!inside || count > storage.elements())) {
            throw new FormatException(
                    where
                            + " of shape "
                            + view.shape()
                            + " shows the elements "
                            + first
                            + " to "
                            + last
                            + " of a storage of "
                            + storage.elements()
                            + "; expected elements that are there, each once");
        }
        count(where, storage, count);
        Shape shape = Shape.of(view.shape().stream().map(Math::toIntExact).toList());
        ElementType type = storage.type();
        ByteBuffer bytes = count == 0 ? ByteBuffer.allocate(0) : bytes(storage);
        Tensor values =
                count == 0 || rowMajor(view)
                        ? type.read(
                                bytes.position(count == 0 ? 0 : (int) first * type.width()), shape)
                        : strided(view, bytes, (int) first, shape);
        return new NamedTensors.Entry(name, values, type.name(), type.whole());
    }

    private static boolean rowMajor(Pickled.View view) {
        long expected = 1;
        for (int axis = view.shape().size() - 1; axis >= 0; axis--) {
            long extent = view.shape().get(axis);
            if (extent != 1 && view.strides().get(axis) != expected) {
                return false;
            }
            expected *= extent;
        }
        return true;
    }

    private static Tensor strided(Pickled.View view, ByteBuffer bytes, int first, Shape shape) {
        ElementType type = view.storage().type();
        List<Long> strides = view.strides();
        double[] values = new double[shape.size()];
        int[] place = new int[shape.rank()];
        long at = first;
        for (int i = 0; i < values.length; i++) {
            values[i] = type.get(bytes, (int) at * type.width());
            for (int axis = place.length - 1; axis >= 0; axis--) {
                at += strides.get(axis);
                place[axis]++;
                if (place[axis] < shape.extent(axis)) {
                    break;
                }
                at -= strides.get(axis) * place[axis];
                place[axis] = 0;
            }
        }
        Tensor wide = Tensor.of(shape, values);
        boolean single =
                type == ElementType.F32 || type == ElementType.F16 || type == ElementType.BF16;
        return single ? Tensor.of(shape, wide.toFloats()) : wide;
    }

    /** Bytes that a storage needs; refuses those that no array can hold. */
    /** The word or number that a pickle calls a storage or tensor by. */
    static String key(@Nullable Object value) throws FormatException {
        if (value instanceof String || value instanceof Long) {
            return value.toString();
        }
        throw new FormatException(
                "a storage or tensor has a key that is no word or number; expected one");
    }

    /** Counts what views show, which share storages but not without end. */
    private void count(String where, Pickled.Storage storage, long elements)
            throws FormatException {
        if (counted.add(storage.key())) {
            stored += (long) length(storage);
        }
        shown += elements * Double.BYTES;
        if (shown > UnpackedSize.most(stored)) {
            throw new FormatException(
                    where
                            + " brings the numbers shown to "
                            + shown
                            + " bytes, those stored have "
                            + stored
                            + "; expected tensors that do not show the same ones again and again");
        }
    }

    static int length(Pickled.Storage storage) throws FormatException {
        long bytes = storage.elements() * storage.type().width();
        if (storage.elements() < 0
                || storage.elements() > Integer.MAX_VALUE
                || bytes > Integer.MAX_VALUE - 8) {
            throw new FormatException(
                    "storage '"
                            + storage.key()
                            + "' announces "
                            + storage.elements()
                            + " elements; expected at most 2^31 bytes");
        }
        return (int) bytes;
    }
}

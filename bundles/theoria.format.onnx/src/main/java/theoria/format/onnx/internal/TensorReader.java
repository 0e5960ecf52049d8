package theoria.format.onnx.internal;

import ai.onnx.proto.OnnxMl.TensorProto;

import com.google.protobuf.ByteString;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the tensors of a file; the announced shape must agree with the bytes that are there. */
public final class TensorReader {
    private TensorReader() {}

    /**
     * The numbers of a tensor.
     *
     * @throws FormatException if they are of another kind or count than announced
     */
    public static Tensor values(TensorProto proto) throws FormatException {
        return read(proto, false).tensor();
    }

    static Stored read(TensorProto proto, boolean trainable) throws FormatException {
        String where = "tensor '" + proto.getName() + "'";
        if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL
                || proto.getExternalDataCount() > 0) {
            throw new FormatException(
                    where
                            + " lies in another file (external data); expected its numbers in the"
                            + " ONNX file itself");
        }
        int size = size(proto, where);
        Shape shape = Shape.of(proto.getDimsList().stream().map(Math::toIntExact).toList());
        switch (proto.getDataType()) {
            case 1:
                return new Stored(
                        proto.getName(),
                        Tensor.of(shape, floats(proto, size, where)),
                        false,
                        trainable);
            case 11:
                return new Stored(
                        proto.getName(),
                        Tensor.of(shape, doubles(proto, size, where)),
                        false,
                        trainable);
            case 6:
            case 7:
                return new Stored(
                        proto.getName(), Tensor.of(shape, longs(proto, size, where)), true, false);
            default:
                throw new FormatException(
                        where
                                + " has the element type "
                                + TensorProto.DataType.forNumber(proto.getDataType())
                                + "; expected FLOAT, DOUBLE, INT32 or INT64");
        }
    }

    private static int size(TensorProto proto, String where) throws FormatException {
        long size = 1;
        for (long extent : proto.getDimsList()) {
            if (extent < 0 || extent > Integer.MAX_VALUE) {
                throw new FormatException(
                        where + " has an extent of " + extent + "; expected 0 to 2^31-1");
            }
            size *= extent;
            if (size > Integer.MAX_VALUE) {
                throw new FormatException(
                        where
                                + " has the shape "
                                + proto.getDimsList()
                                + "; expected at most 2^31-1 numbers");
            }
        }
        return (int) size;
    }

    private static ByteBuffer raw(TensorProto proto, int size, int width, String where)
            throws FormatException {
        ByteString raw = proto.getRawData();
        if (raw.size() != (long) size * width) {
            throw wrongCount(proto, raw.size() + " bytes", (long) size * width + " bytes", where);
        }
        return raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static FormatException wrongCount(
            TensorProto proto, String found, String expected, String where) {
        return new FormatException(
                where
                        + " of shape "
                        + proto.getDimsList()
                        + " holds "
                        + found
                        + "; expected "
                        + expected);
    }

    private static void requireCount(TensorProto proto, int count, int size, String where)
            throws FormatException {
        if (count != size) {
            throw wrongCount(proto, count + " numbers", size + "", where);
        }
    }

    private static float[] floats(TensorProto proto, int size, String where)
            throws FormatException {
        if (proto.hasRawData()) {
            ByteBuffer raw = raw(proto, size, 4, where);
            float[] values = new float[size];
            raw.asFloatBuffer().get(values);
            return values;
        }
        requireCount(proto, proto.getFloatDataCount(), size, where);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = proto.getFloatData(i);
        }
        return values;
    }

    private static double[] doubles(TensorProto proto, int size, String where)
            throws FormatException {
        if (proto.hasRawData()) {
            ByteBuffer raw = raw(proto, size, 8, where);
            double[] values = new double[size];
            raw.asDoubleBuffer().get(values);
            return values;
        }
        requireCount(proto, proto.getDoubleDataCount(), size, where);
        return proto.getDoubleDataList().stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] longs(TensorProto proto, int size, String where)
            throws FormatException {
        boolean wide = proto.getDataType() == 7;
        if (proto.hasRawData()) {
            ByteBuffer raw = raw(proto, size, wide ? 8 : 4, where);
            double[] values = new double[size];
            for (int i = 0; i < size; i++) {
                values[i] = wide ? raw.getLong(8 * i) : raw.getInt(4 * i);
            }
            return values;
        }
        requireCount(
                proto, wide ? proto.getInt64DataCount() : proto.getInt32DataCount(), size, where);
        return wide
                ? proto.getInt64DataList().stream().mapToDouble(Long::doubleValue).toArray()
                : proto.getInt32DataList().stream().mapToDouble(Integer::doubleValue).toArray();
    }
}

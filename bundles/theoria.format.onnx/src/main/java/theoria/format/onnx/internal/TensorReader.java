package theoria.format.onnx.internal;

import ai.onnx.proto.OnnxMl.TensorProto;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the tensors of a file; the announced shape must agree with the bytes that are there. Half
 * precision is widened to single; whole numbers up to 16 bits lie in single precision, which holds
 * them exactly, others in double.
 */
public final class TensorReader {
    private final ExternalData external;

    TensorReader(ExternalData external) {
        this.external = external;
    }

    /**
     * The numbers of a tensor.
     *
     * @throws FormatException if they are of another kind or count than announced
     */
    public static Tensor values(TensorProto proto) throws FormatException {
        return new TensorReader(ExternalData.none()).read(proto, false).tensor();
    }

    Stored read(TensorProto proto, boolean initialiser) throws FormatException {
        String where = "tensor '" + proto.getName() + "'";
        ElementType type = type(proto, where);
        int size = size(proto, where);
        int[] extents = new int[proto.getDimsCount()];
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = (int) proto.getDims(axis);
        }
        Shape shape = Shape.of(extents);
        boolean outside =
                proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL
                        || proto.getExternalDataCount() > 0;
        Tensor tensor;
        if (outside || proto.hasRawData()) {
            long bytes = (long) size * type.bytes();
            ByteBuffer raw = outside ? external.read(proto, bytes) : raw(proto, bytes, where);
            tensor = raw(raw.slice().order(ByteOrder.LITTLE_ENDIAN), type, shape, size);
        } else {
            tensor = listed(proto, type, shape, size, where);
        }
        return new Stored(proto.getName(), tensor, type, initialiser);
    }

    private static ElementType type(TensorProto proto, String where) throws FormatException {
        return ElementType.of(proto.getDataType())
                .orElseThrow(
                        () ->
                                new FormatException(
                                        where
                                                + " has the element type "
                                                + TensorProto.DataType.forNumber(
                                                        proto.getDataType())
                                                + "; expected real or whole numbers of 8 to 64"
                                                + " bits"));
    }

    private static int size(TensorProto proto, String where) throws FormatException {
        long size = 1;
        boolean none = false;
        for (long extent : proto.getDimsList()) {
            if (extent < 0 || extent > Integer.MAX_VALUE) {
                throw new FormatException(
                        where + " has an extent of " + extent + "; expected 0 to 2^31-1");
            }
            none |= extent == 0;
            size *= Math.max(1, extent);
            if (size > Integer.MAX_VALUE) {
                throw new FormatException(
                        where
                                + " has the shape "
                                + proto.getDimsList()
                                + "; expected at most 2^31-1 numbers");
            }
        }
        return none ? 0 : (int) size;
    }

    private static ByteBuffer raw(TensorProto proto, long bytes, String where)
            throws FormatException {
        if (proto.getRawData().size() != bytes) {
            throw wrongCount(proto, proto.getRawData().size() + " bytes", bytes + " bytes", where);
        }
        return proto.getRawData().asReadOnlyByteBuffer();
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

    private static Tensor raw(ByteBuffer raw, ElementType type, Shape shape, int size) {
        if (type == ElementType.FLOAT) {
            float[] values = new float[size];
            raw.asFloatBuffer().get(values);
            return Tensor.of(shape, values);
        }
        if (type == ElementType.DOUBLE) {
            double[] values = new double[size];
            raw.asDoubleBuffer().get(values);
            return Tensor.of(shape, values);
        }
        if (type.single()) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                int bits = type.bytes() == 1 ? raw.get(i) : raw.getShort(2 * i);
                values[i] = narrow(bits, type);
            }
            return Tensor.of(shape, values);
        }
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = wide(type.bytes() == 8 ? raw.getLong(8 * i) : raw.getInt(4 * i), type);
        }
        return Tensor.of(shape, values);
    }

    /** The number that the lowest 8 or 16 bits stand for. */
    private static float narrow(int bits, ElementType type) {
        switch (type) {
            case FLOAT16:
                return half(bits);
            case BFLOAT16:
                return Float.intBitsToFloat(bits << 16);
            case UINT8:
                return bits & 0xff;
            case UINT16:
                return bits & 0xffff;
            case INT8:
                return (byte) bits;
            case BOOL:
                return (bits & 0xff) == 0 ? 0 : 1;
            default:
                return (short) bits;
        }
    }

    private static double wide(long bits, ElementType type) {
        switch (type) {
            case UINT32:
                return bits & 0xffffffffL;
            case UINT64:
                return bits >= 0 ? bits : (bits >>> 1) * 2.0 + (bits & 1);
            default:
                return bits;
        }
    }

    /** A number of half precision: 1 bit sign, 5 bits exponent, 10 bits significand. */
    private static float half(int bits) {
        int exponent = bits >>> 10 & 0x1f;
        int significand = bits & 0x3ff;
        float size;
        if (exponent == 0) {
            size = significand * 0x1p-24f;
        } else if (exponent == 0x1f) {
            size = significand == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            size = Float.intBitsToFloat(exponent + 112 << 23 | significand << 13);
        }
        return (bits & 0x8000) == 0 ? size : -size;
    }

    /** Numbers that lie one by one in a field of their type. */
    private static Tensor listed(
            TensorProto proto, ElementType type, Shape shape, int size, String where)
            throws FormatException {
        int count = listedCount(proto, type);
        if (count != size) {
            throw wrongCount(proto, count + " numbers", size + "", where);
        }
        if (type.single()) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] =
                        type == ElementType.FLOAT
                                ? proto.getFloatData(i)
                                : narrow(proto.getInt32Data(i), type);
            }
            return Tensor.of(shape, values);
        }
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = listed(proto, type, i);
        }
        return Tensor.of(shape, values);
    }

    private static int listedCount(TensorProto proto, ElementType type) {
        switch (type) {
            case FLOAT:
                return proto.getFloatDataCount();
            case DOUBLE:
                return proto.getDoubleDataCount();
            case INT64:
                return proto.getInt64DataCount();
            case UINT32:
            case UINT64:
                return proto.getUint64DataCount();
            default:
                return proto.getInt32DataCount();
        }
    }

    private static double listed(TensorProto proto, ElementType type, int i) {
        switch (type) {
            case DOUBLE:
                return proto.getDoubleData(i);
            case INT64:
                return proto.getInt64Data(i);
            case UINT32:
            case UINT64:
                return wide(proto.getUint64Data(i), type);
            default:
                return proto.getInt32Data(i);
        }
    }
}

package theoria.format.tensors.internal;

import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.stream.Stream;

/** The element types of safetensors and PyTorch, with the width of an element in bytes. */
public enum ElementType {
    /** binary64. */
    F64(8, false),
    /** binary32. */
    F32(4, false),
    /** binary16. */
    F16(2, false),
    /** The upper half of a binary32. */
    BF16(2, false),
    /** Signed 64-bit. */
    I64(8, true),
    /** Signed 32-bit. */
    I32(4, true),
    /** Signed 16-bit. */
    I16(2, true),
    /** Signed 8-bit. */
    I8(1, true),
    /** Unsigned 8-bit. */
    U8(1, true),
    /** Truth values, a byte each. */
    BOOL(1, true);

    private static final int HALF_EXPONENT = 0x1f;
    private static final int HALF_FRACTION = 0x3ff;

    private final int width;
    private final boolean whole;

    ElementType(int width, boolean whole) {
        this.width = width;
        this.whole = whole;
    }

    /** Bytes of an element. */
    public int width() {
        return width;
    }

    /** Whether it holds whole numbers or truth values. */
    public boolean whole() {
        return whole;
    }

    /** The type of this name. */
    public static Optional<ElementType> named(String name) {
        return Stream.of(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /**
     * A tensor of consecutive elements: binary32 and the half formats in single precision
     * (exactly), all others in double precision. Those of binary32 stay where they lie, unless that
     * would keep much more in memory.
     *
     * @param bytes at least as many from its position on, in the file's byte order
     */
    public Tensor read(ByteBuffer bytes, Shape shape) {
        int from = bytes.position();
        int count = shape.size();
        if (this == F32) {
            FloatBuffer own = bytes.slice().order(bytes.order()).asFloatBuffer().limit(count);
            if (bytes.isDirect() || 2L * count * width >= bytes.capacity()) {
                return Tensor.of(shape, own);
            }
            float[] values = new float[count];
            own.get(values);
            return Tensor.of(shape, values);
        }
        if (this == F16 || this == BF16) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) get(bytes, from + i * width);
            }
            return Tensor.of(shape, values);
        }
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = get(bytes, from + i * width);
        }
        return Tensor.of(shape, values);
    }

    /** The element at a byte position. */
    public double get(ByteBuffer bytes, int at) {
        switch (this) {
            case F64:
                return bytes.getDouble(at);
            case F32:
                return bytes.getFloat(at);
            case F16:
                return half(bytes.getShort(at));
            case BF16:
                return Float.intBitsToFloat(bytes.getShort(at) << Short.SIZE);
            case I64:
                return bytes.getLong(at);
            case I32:
                return bytes.getInt(at);
            case I16:
                return bytes.getShort(at);
            case I8:
                return bytes.get(at);
            case U8:
                return bytes.get(at) & 0xff;
            default:
                return bytes.get(at) == 0 ? 0 : 1;
        }
    }

    /** A binary16: 1 sign bit, 5 of exponent (bias 15), 10 of fraction. */
    private static double half(short bits) {
        int exponent = bits >> 10 & HALF_EXPONENT;
        int fraction = bits & HALF_FRACTION;
        double sign = bits < 0 ? -1 : 1;
        if (exponent == HALF_EXPONENT) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        return exponent == 0
                ? sign * Math.scalb((double) fraction, -24)
                : sign * Math.scalb((double) (fraction | 0x400), exponent - 25);
    }
}

package theoria.engine.dl4j.internal.zip;

import theoria.core.model.tensor.Precision;

import java.nio.ByteBuffer;

/** The formats of real numbers in ND4J's arrays. */
public enum ElementType {
    /** IEEE 754 binary64. */
    DOUBLE(8),
    /** IEEE 754 binary32. */
    FLOAT(4),
    /** IEEE 754 binary16. */
    HALF(2),
    /** The upper half of binary32. */
    BFLOAT16(2);

    private static final int FRACTION_BITS = 10;
    private static final int FRACTION = (1 << FRACTION_BITS) - 1;
    private static final int EXPONENT = 0x1f;
    private static final int BIAS = 15;

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one number. */
    public int bytes() {
        return bytes;
    }

    /** The narrowest precision of ours that holds it. */
    public Precision precision() {
        return this == DOUBLE ? Precision.DOUBLE : Precision.FLOAT;
    }

    /** The next number of a big-endian buffer. */
    double next(ByteBuffer buffer) {
        switch (this) {
            case DOUBLE:
                return buffer.getDouble();
            case FLOAT:
                return buffer.getFloat();
            case HALF:
                return half(buffer.getShort());
            default:
                return Float.intBitsToFloat(buffer.getShort() << Short.SIZE);
        }
    }

    /** Value of a binary16: sign, five bits of exponent, ten of fraction. */
    static double half(short bits) {
        double sign = bits < 0 ? -1 : 1;
        int exponent = bits >> FRACTION_BITS & EXPONENT;
        int fraction = bits & FRACTION;
        if (exponent == EXPONENT) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        double mantissa = (double) fraction / (FRACTION + 1);
        return exponent == 0
                ? sign * Math.scalb(mantissa, 1 - BIAS)
                : sign * Math.scalb(1 + mantissa, exponent - BIAS);
    }
}

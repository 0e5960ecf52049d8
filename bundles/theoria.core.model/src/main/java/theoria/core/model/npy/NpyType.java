package theoria.core.model.npy;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** Element types of numpy arrays that Theoria reads. */
public enum NpyType {
    /** IEEE binary16. */
    FLOAT16("f2", 2),
    /** IEEE binary32. */
    FLOAT32("f4", 4),
    /** IEEE binary64. */
    FLOAT64("f8", 8),
    /** Signed 8 bits. */
    INT8("i1", 1),
    /** Signed 16 bits. */
    INT16("i2", 2),
    /** Signed 32 bits. */
    INT32("i4", 4),
    /** Signed 64 bits. */
    INT64("i8", 8),
    /** Unsigned 8 bits. */
    UINT8("u1", 1),
    /** Unsigned 16 bits. */
    UINT16("u2", 2),
    /** Unsigned 32 bits. */
    UINT32("u4", 4),
    /** One byte, 0 or 1. */
    BOOL("b1", 1);

    private final String code;
    private final int bytes;

    NpyType(String code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** numpy's type code without byte order, for example {@code f4}. */
    public String code() {
        return code;
    }

    /** Size of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether the elements are floating-point numbers. */
    public boolean floating() {
        return code.startsWith("f");
    }

    static @Nullable NpyType of(String code) {
        for (NpyType type : values()) {
            if (type.code.equals(code)) {
                return type;
            }
        }
        return null;
    }

    /** Element at a byte position, widened to double (64-bit integers are rounded). */
    double get(ByteBuffer data, int at) {
        switch (this) {
            case FLOAT16:
                return half(data.getShort(at));
            case FLOAT32:
                return data.getFloat(at);
            case FLOAT64:
                return data.getDouble(at);
            case INT8:
                return data.get(at);
            case INT16:
                return data.getShort(at);
            case INT32:
                return data.getInt(at);
            case INT64:
                return data.getLong(at);
            case UINT16:
                return data.getShort(at) & 0xffff;
            case UINT32:
                return data.getInt(at) & 0xffffffffL;
            default:
                return data.get(at) & 0xff;
        }
    }

    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double sign = bits < 0 ? -1 : 1;
        if (exponent == 0x1f) {
            return fraction != 0 ? Double.NaN : sign * Double.POSITIVE_INFINITY;
        }
        return exponent == 0
                ? sign * Math.scalb((double) fraction, -24)
                : sign * Math.scalb(1 + fraction / 1024.0, exponent - 15);
    }
}

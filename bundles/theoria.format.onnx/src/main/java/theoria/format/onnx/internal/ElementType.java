package theoria.format.onnx.internal;

import java.util.Locale;
import java.util.Optional;

/** The element types of ONNX tensors that are read; the names are those of the file format. */
enum ElementType {
    /** binary32. */
    FLOAT(1, 4, 0, 0),
    /** 0 to 255. */
    UINT8(2, 1, 0, 255),
    /** -128 to 127. */
    INT8(3, 1, -128, 127),
    /** 0 to 65535. */
    UINT16(4, 2, 0, 65535),
    /** -32768 to 32767. */
    INT16(5, 2, -32768, 32767),
    /** 32 bits with sign. */
    INT32(6, 4, Integer.MIN_VALUE, Integer.MAX_VALUE),
    /** 64 bits with sign; exact up to 2^53. */
    INT64(7, 8, Long.MIN_VALUE, Long.MAX_VALUE),
    /** 0 or 1. */
    BOOL(9, 1, 0, 1),
    /** binary16, widened to single precision. */
    FLOAT16(10, 2, 0, 0),
    /** binary64. */
    DOUBLE(11, 8, 0, 0),
    /** 32 bits without sign. */
    UINT32(12, 4, 0, 4294967295L),
    /** 64 bits without sign; exact up to 2^53. */
    UINT64(13, 8, 0, Long.MAX_VALUE),
    /** The upper half of binary32, widened to single precision. */
    BFLOAT16(16, 2, 0, 0);

    private final int number;
    private final int bytes;
    private final long low;
    private final long high;

    ElementType(int number, int bytes, long low, long high) {
        this.number = number;
        this.bytes = bytes;
        this.low = low;
        this.high = high;
    }

    /** The type that the file format gives a number. */
    static Optional<ElementType> of(int number) {
        for (ElementType type : values()) {
            if (type.number == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The type of a name, as operator sets before 6 give it. */
    static Optional<ElementType> named(String name) {
        for (ElementType type : values()) {
            if (type.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Size of one number in a file. */
    int bytes() {
        return bytes;
    }

    /** Whether it holds whole numbers only. */
    boolean whole() {
        return high != 0;
    }

    /** Whether its numbers are codes of a quantised tensor. */
    boolean narrow() {
        return whole() && bytes <= 2 && this != BOOL;
    }

    /** Whether single precision holds all its numbers exactly. */
    boolean single() {
        return this == FLOAT || bytes <= 2;
    }

    /** Smallest whole number. */
    long low() {
        return low;
    }

    /** Largest whole number. */
    long high() {
        return high;
    }
}

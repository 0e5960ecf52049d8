package theoria.format.tensorflow.internal;

/** The element types of tensors that are read, by their numbers in TensorFlow's types.proto. */
enum ElementType {
    /** binary32. */
    FLOAT(1, 4, false),
    /** binary64. */
    DOUBLE(2, 8, false),
    /** 32 bits with sign. */
    INT32(3, 4, true),
    /** 0 to 255. */
    UINT8(4, 1, true),
    /** 16 bits with sign. */
    INT16(5, 2, true),
    /** -128 to 127. */
    INT8(6, 1, true),
    /** 64 bits with sign; exact up to 2^53. */
    INT64(9, 8, true),
    /** 0 or 1. */
    BOOL(10, 1, true),
    /** The upper half of binary32, widened to single precision. */
    BFLOAT16(14, 2, false),
    /** 0 to 65535. */
    UINT16(17, 2, true),
    /** binary16, widened to single precision. */
    HALF(19, 2, false),
    /** Whatever else: texts, complex and quantised numbers, handles. */
    OTHER(0, 0, true);

    private final int number;
    private final int bytes;
    private final boolean whole;

    ElementType(int number, int bytes, boolean whole) {
        this.number = number;
        this.bytes = bytes;
        this.whole = whole;
    }

    static ElementType of(int number) {
        for (ElementType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        return OTHER;
    }

    /** Size of one number in a file. */
    int bytes() {
        return bytes;
    }

    /** Whether it holds no real numbers. */
    boolean whole() {
        return whole;
    }

    /** Whether its numbers are real and have 16 bits. */
    boolean half() {
        return this == HALF || this == BFLOAT16;
    }

    /** Whether single precision holds all its numbers exactly. */
    boolean single() {
        return this == FLOAT || bytes <= 2;
    }
}

package theoria.core.model.tensor;

import java.util.Locale;

/** IEEE 754 format in which numbers are stored or computed. */
public enum Precision {
    /** binary32, machine epsilon 2<sup>-23</sup>. */
    FLOAT(4),
    /** binary64, machine epsilon 2<sup>-52</sup>. */
    DOUBLE(8);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one number in bytes. */
    public int bytes() {
        return bytes;
    }

    /** The word of the command line: {@code float} or {@code double}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The precision a word names.
     *
     * @throws IllegalArgumentException if the word is neither {@code float} nor {@code double}
     */
    public static Precision parse(String word) {
        for (Precision precision : values()) {
            if (precision.word().equals(word)) {
                return precision;
            }
        }
        throw new IllegalArgumentException("precision is '" + word + "', not float or double");
    }
}

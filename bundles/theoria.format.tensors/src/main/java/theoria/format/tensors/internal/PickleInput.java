package theoria.format.tensors.internal;

import theoria.core.model.load.FormatException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a pickle, read from one end to the other. A length in it is compared with what is
 * left before anything is allocated.
 */
final class PickleInput {
    private static final int LONGEST_LINE = 1 << 16;

    private final ByteBuffer bytes;

    PickleInput(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Position of the next byte. */
    int position() {
        return bytes.position();
    }

    int octet() throws FormatException {
        require(1);
        return bytes.get() & 0xff;
    }

    int uint16() throws FormatException {
        require(Short.BYTES);
        return bytes.getShort() & 0xffff;
    }

    int int32() throws FormatException {
        require(Integer.BYTES);
        return bytes.getInt();
    }

    long int64() throws FormatException {
        require(Long.BYTES);
        return bytes.getLong();
    }

    /** A binary64, big-endian as pickles hold it. */
    double real() throws FormatException {
        return Double.longBitsToDouble(Long.reverseBytes(int64()));
    }

    /** An unsigned 32-bit number. */
    long uint32() throws FormatException {
        return int32() & 0xffffffffL;
    }

    byte[] octets(long count) throws FormatException {
        require(count);
        byte[] taken = new byte[(int) count];
        bytes.get(taken);
        return taken;
    }

    String text(long length, Charset charset) throws FormatException {
        return new String(octets(length), charset);
    }

    /** The bytes up to the next line end, which is read over. */
    String line() throws FormatException {
        int from = bytes.position();
        int length = 0;
        while (octet() != '\n') {
            length++;
            if (length > LONGEST_LINE) {
                throw refuse("has a line of more than " + LONGEST_LINE + " bytes");
            }
        }
        byte[] taken = new byte[length];
        bytes.get(from, taken);
        return new String(taken, StandardCharsets.UTF_8);
    }

    private void require(long count) throws FormatException {
        if (count < 0 || count > bytes.remaining()) {
            throw refuse(
                    "ends after "
                            + bytes.limit()
                            + " bytes, where "
                            + Long.toUnsignedString(count)
                            + " more were announced");
        }
    }

    /** A refusal that names the position. */
    FormatException refuse(String fault) {
        return new FormatException(
                "the pickle " + fault + " at byte " + position() + "; expected tensors by name");
    }
}

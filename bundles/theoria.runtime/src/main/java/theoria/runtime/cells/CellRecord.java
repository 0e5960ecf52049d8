package theoria.runtime.cells;

import theoria.core.model.file.Sha256;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * How a cell is written: a mark, the bits of x and y, those of w numbers, and the first 8 bytes of
 * the SHA-256 of the landscape's key and all of that. All records of a file have one length, so
 * that a reader that meets a torn one finds the next by its mark.
 */
final class CellRecord {
    private static final int MARK = 0x7468_6331; // "thc1", the form's version with it
    private static final int HASH = 8;

    private final byte[] key;
    private final int width;

    /** The records of a landscape with so many numbers at each place. */
    CellRecord(String key, int width) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
        this.width = width;
    }

    /** Length of a record in bytes. */
    int size() {
        return Integer.BYTES + (2 + width) * Double.BYTES + HASH;
    }

    int width() {
        return width;
    }

    /** The record of a cell. */
    byte[] of(double x, double y, double[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(size());
        bytes.putInt(MARK).putLong(Double.doubleToRawLongBits(x));
        bytes.putLong(Double.doubleToRawLongBits(y));
        for (double number : numbers) {
            bytes.putLong(Double.doubleToRawLongBits(number));
        }
        bytes.put(hash(bytes.array(), 0), 0, HASH);
        return bytes.array();
    }

    /** Whether there is a whole, unharmed record at a place of some bytes. */
    boolean isAt(byte[] bytes, int from) {
        if (from + size() > bytes.length || ByteBuffer.wrap(bytes).getInt(from) != MARK) {
            return false;
        }
        int end = from + size();
        byte[] told = Arrays.copyOfRange(bytes, end - HASH, end);
        return Arrays.equals(told, Arrays.copyOf(hash(bytes, from), HASH));
    }

    /** The bits of x and y of the record at a place. */
    static Place place(byte[] bytes, int from) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int at = from + Integer.BYTES;
        return new Place(buffer.getLong(at), buffer.getLong(at + Long.BYTES));
    }

    /** The numbers of the record at a place. */
    double[] numbers(byte[] bytes, int from) {
        double[] numbers = new double[width];
        ByteBuffer.wrap(bytes)
                .position(from + Integer.BYTES + 2 * Long.BYTES)
                .asDoubleBuffer()
                .get(numbers);
        return numbers;
    }

    private byte[] hash(byte[] bytes, int from) {
        MessageDigest digest = Sha256.digest();
        digest.update(key);
        digest.update(bytes, from, size() - HASH);
        return digest.digest();
    }

    /** Coordinates by their bits: 0 and -0 are two places. */
    record Place(long x, long y) {
        static Place of(double x, double y) {
            return new Place(Double.doubleToRawLongBits(x), Double.doubleToRawLongBits(y));
        }
    }
}

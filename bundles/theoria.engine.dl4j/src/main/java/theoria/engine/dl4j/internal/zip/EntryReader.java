package theoria.engine.dl4j.internal.zip;

import theoria.core.model.file.ZipEntries;
import theoria.core.model.load.FormatException;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * The bytes of one entry, big-endian as Java's DataOutput writes them. It never reads past the
 * announced size, knows how much is left before anything is allocated, and at the end compares size
 * and checksum with what the zip announced.
 */
public final class EntryReader implements AutoCloseable {
    /** Stands for a checksum that nobody announced. */
    public static final long NO_CHECKSUM = -1;

    private static final int CHUNK = 1 << 16;
    private static final int LONGEST_WORD = 64;

    private final String name;
    private final long size;
    private final long checksum;
    private final CRC32 crc = new CRC32();
    private final InputStream in;
    private long position;

    /**
     * A reader of a stream.
     *
     * @param name of the entry, for sentences
     * @param size announced number of bytes
     * @param checksum announced CRC-32, or {@link #NO_CHECKSUM}
     */
    public EntryReader(String name, InputStream in, long size, long checksum) {
        this.name = name;
        this.size = size;
        this.checksum = checksum;
        this.in = new CheckedInputStream(new BufferedInputStream(in, CHUNK), crc);
    }

    /**
     * A reader of an entry of a zip.
     *
     * @param limit largest size accepted
     * @throws FormatException if there is no such entry, or its announced size cannot be true
     */
    static EntryReader of(ZipEntries zip, String name, long limit) throws FormatException {
        ZipEntries.Opened entry = zip.open(name, limit);
        return new EntryReader(name, entry.in(), entry.size(), entry.checksum());
    }

    /** Name of the entry. */
    public String name() {
        return name;
    }

    /** Number of bytes not read yet. */
    public long remaining() {
        return size - position;
    }

    /** A refusal that names the entry. */
    public FormatException refuse(String found, String expected) {
        return new FormatException("entry '" + name + "' " + found + "; expected " + expected);
    }

    /**
     * The next bytes.
     *
     * @throws FormatException if fewer are left
     */
    public byte[] bytes(int count) throws FormatException {
        if (count > remaining()) {
            throw refuse(
                    "ends after "
                            + size
                            + " bytes, where "
                            + count
                            + " more were announced at byte "
                            + position,
                    "a complete array");
        }
        try {
            byte[] bytes = in.readNBytes(count);
            if (bytes.length != count) {
                throw new EOFException("ends after " + (position + bytes.length) + " bytes");
            }
            position += count;
            return bytes;
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private FormatException damaged(IOException cause) {
        return new FormatException(
                "entry '"
                        + name
                        + "' is damaged after byte "
                        + position
                        + " ("
                        + cause.getMessage()
                        + "); expected "
                        + size
                        + " intact bytes",
                cause);
    }

    /** A 32-bit number. */
    public int int32() throws FormatException {
        return (int) number(Integer.BYTES);
    }

    /** A 64-bit number. */
    public long int64() throws FormatException {
        return number(Long.BYTES);
    }

    private long number(int width) throws FormatException {
        long value = 0;
        for (byte octet : bytes(width)) {
            value = value << Byte.SIZE | (octet & 0xff);
        }
        return value;
    }

    /** A word with a 16-bit length before it. */
    public String word() throws FormatException {
        long at = position;
        int length = (int) number(Short.BYTES);
        if (length > LONGEST_WORD) {
            throw refuse(
                    "announces a word of " + length + " bytes at byte " + at,
                    "the name of an ND4J type");
        }
        String word = new String(bytes(length), StandardCharsets.US_ASCII);
        if (!word.matches("\\w+")) {
            throw refuse("has no word at byte " + at, "the name of an ND4J type");
        }
        return word;
    }

    /** Everything that is left, as text in UTF-8. */
    public String text() throws FormatException {
        return new String(bytes(Math.toIntExact(remaining())), StandardCharsets.UTF_8);
    }

    /** Reads over everything that is left, holding nothing. */
    public void skip() throws FormatException {
        while (remaining() > 0) {
            bytes((int) Math.min(CHUNK, remaining()));
        }
    }

    /**
     * Makes sure that the entry is complete.
     *
     * @throws FormatException if bytes are left or the checksum is another
     */
    public void finish() throws FormatException {
        try {
            if (remaining() > 0 || in.read() >= 0) {
                throw refuse("is longer than its array", "nothing after it");
            }
        } catch (IOException e) {
            throw damaged(e);
        }
        if (checksum != NO_CHECKSUM && crc.getValue() != checksum) {
            throw refuse(
                    String.format("has the checksum %08x", crc.getValue()),
                    String.format("%08x as the zip announces", checksum));
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

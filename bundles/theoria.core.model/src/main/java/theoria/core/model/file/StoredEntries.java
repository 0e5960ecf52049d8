package theoria.core.model.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the entries of a zip lie that are not compressed (APPNOTE.TXT, section 4.3). Of a zip in
 * the large form, or one that is odd in any way, nothing is told.
 */
final class StoredEntries {
    private static final int END = 0x06054b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_LENGTH = 22;
    private static final int CENTRAL_LENGTH = 46;
    private static final int LOCAL_LENGTH = 30;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final long LARGE = 0xffffffffL;

    private final FileChannel file;

    private StoredEntries(FileChannel file) {
        this.file = file;
    }

    /**
     * The place of an entry's bytes.
     *
     * @param from first byte in the file
     * @param length number of bytes
     */
    record Place(long from, long length) {}

    /** Places by name. */
    static Map<String, Place> of(FileChannel file) throws IOException {
        return new StoredEntries(file).places();
    }

    private ByteBuffer read(long from, long length) throws IOException {
        boolean inside = from >= 0 && length >= 0 && from + length <= file.size();
        ByteBuffer bytes = ByteBuffer.allocate(inside ? Math.toIntExact(length) : 0);
        while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
            continue; // until it is full or the file ends
        }
        return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private Map<String, Place> places() throws IOException {
        Map<String, Place> places = new HashMap<>();
        long length = Math.min(file.size(), END_LENGTH + LONGEST_COMMENT);
        ByteBuffer tail = read(file.size() - length, length);
        int end = tail.limit() - END_LENGTH;
        while (end >= 0 && tail.getInt(end) != END) {
            end--;
        }
        if (end < 0) {
            return places;
        }
        long size = tail.getInt(end + 12) & LARGE;
        long offset = tail.getInt(end + 16) & LARGE;
        ByteBuffer central = read(offset, Math.min(size, Integer.MAX_VALUE - 8));
        int at = 0;
        while (at + CENTRAL_LENGTH <= central.limit() && central.getInt(at) == CENTRAL) {
            int name = central.getShort(at + 28) & 0xffff;
            int more = (central.getShort(at + 30) & 0xffff) + (central.getShort(at + 32) & 0xffff);
            if (at + CENTRAL_LENGTH + name <= central.limit()) {
                add(central, at, name, places);
            }
            at += CENTRAL_LENGTH + name + more;
        }
        return places;
    }

    private void add(ByteBuffer central, int at, int nameLength, Map<String, Place> places)
            throws IOException {
        boolean plain = (central.getShort(at + 8) & 1) == 0 && central.getShort(at + 10) == 0;
        long packed = central.getInt(at + 20) & LARGE;
        long length = central.getInt(at + 24) & LARGE;
        long header = central.getInt(at + 42) & LARGE;
        if (!plain || packed != length || length == LARGE || header == LARGE) {
            return;
        }
        ByteBuffer local = read(header, LOCAL_LENGTH);
        if (local.limit() < LOCAL_LENGTH || local.getInt(0) != LOCAL) {
            return;
        }
        long from =
                header
                        + LOCAL_LENGTH
                        + (local.getShort(26) & 0xffff)
                        + (local.getShort(28) & 0xffff);
        if (from + length <= file.size()) {
            byte[] name = new byte[nameLength];
            central.get(at + CENTRAL_LENGTH, name);
            places.put(new String(name, StandardCharsets.UTF_8), new Place(from, length));
        }
    }
}

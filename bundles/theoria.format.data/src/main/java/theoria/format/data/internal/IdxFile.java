package theoria.format.data.internal;

import theoria.core.model.file.UnpackedSize;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * An array in LeCun's IDX format, gzipped or not: two zero bytes, element type, number of axes, the
 * extents and then the elements, all big-endian.
 *
 * @param type element type code: 0x08 unsigned byte, 0x0D float, ...
 * @param extents of the array
 * @param data the elements
 */
public record IdxFile(int type, int[] extents, byte[] data) {
    /** Type code of unsigned bytes. */
    public static final int UNSIGNED_BYTE = 0x08;

    /** Type code of IEEE binary32. */
    public static final int FLOAT = 0x0D;

    private static final int MOST_AXES = 4;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    /** Whether a file begins like an IDX array, gzipped or not. */
    public static boolean recognises(FileProbe probe) {
        if (probe.folder()) {
            return false;
        }
        if (!probe.startsWith(0x1f, 0x8b)) {
            return looksLikeIdx(probe.head());
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(probe.head()))) {
            return looksLikeIdx(in.readNBytes(4));
        } catch (IOException e) {
            return false; // a gzip file that is damaged from its beginning is nothing we know
        }
    }

    private static boolean looksLikeIdx(byte[] head) {
        return head.length >= 4
                && head[0] == 0
                && head[1] == 0
                && width(head[2]) > 0
                && head[3] >= 1
                && head[3] <= MOST_AXES;
    }

    private static int width(int type) {
        switch (type) {
            case UNSIGNED_BYTE:
            case 0x09:
                return 1;
            case 0x0B:
                return 2;
            case 0x0C:
            case FLOAT:
                return 4;
            case 0x0E:
                return 8;
            default:
                return 0;
        }
    }

    /**
     * Reads a file.
     *
     * @throws FormatException if it is damaged: announced and real size must agree
     */
    public static IdxFile read(Path file) throws FormatException {
        FileProbe probe = FileProbe.of(file);
        boolean zipped = probe.startsWith(0x1f, 0x8b);
        long most = zipped ? UnpackedSize.most(probe.size()) : probe.size();
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream in = zipped ? new GZIPInputStream(raw, 1 << 16) : raw) {
            return read(in, file, most);
        } catch (IOException e) {
            throw new FormatException(
                    "'"
                            + file.getFileName()
                            + "' breaks off or is damaged ("
                            + e.getMessage()
                            + "); expected an intact IDX file",
                    e);
        }
    }

    private static IdxFile read(InputStream in, Path file, long most)
            throws IOException, FormatException {
        byte[] head = in.readNBytes(4);
        if (!looksLikeIdx(head)) {
            throw new FormatException(
                    "'"
                            + file.getFileName()
                            + "' begins with "
                            + Arrays.toString(head)
                            + "; expected 0, 0, a type code and the number of axes");
        }
        int[] extents = new int[head[3]];
        long item = width(head[2]);
        long size = 0;
        for (int axis = 0; axis < extents.length; axis++) {
            byte[] extent = in.readNBytes(4);
            extents[axis] = extent.length < 4 ? -1 : ByteBuffer.wrap(extent).getInt();
            int least = axis == 0 ? 0 : 1; // there may be no items, but none of no size
            item *= axis == 0 ? 1 : Math.max(0, extents[axis]);
            size = extents[0] * item;
            boolean fits = item <= MOST_BYTES && size <= Math.min(most, MOST_BYTES);
            if (extents[axis] < least || !fits) {
                throw new FormatException(
                        "'"
                                + file.getFileName()
                                + "' announces the extents "
                                + Arrays.toString(Arrays.copyOf(extents, axis + 1))
                                + " at byte "
                                + (4 + 4 * axis)
                                + "; expected as many numbers as the file holds");
            }
        }
        byte[] data = in.readNBytes((int) size);
        if (data.length != size || in.read() >= 0) {
            throw new FormatException(
                    "'"
                            + file.getFileName()
                            + "' holds "
                            + (data.length < size ? data.length + " bytes" : "more bytes")
                            + " after its header; expected "
                            + size);
        }
        return new IdxFile(head[2], extents, data);
    }

    /** Number of items along the first axis. */
    public int count() {
        return extents[0];
    }
}

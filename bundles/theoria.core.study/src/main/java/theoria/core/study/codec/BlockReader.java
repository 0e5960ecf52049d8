package theoria.core.study.codec;

import theoria.core.model.load.FormatException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads arrays from the blocks of an encoded result. Every reference is checked against the bytes
 * that are there before anything is allocated; no byte may be read twice in effect, so a small file
 * cannot claim a large result.
 */
final class BlockReader {
    private final ByteBuffer body;
    private final String where;
    private long unread;

    BlockReader(ByteBuffer body, String where) {
        this.body = body;
        this.where = where;
        this.unread = body.limit();
    }

    /**
     * A place in the blocks.
     *
     * @param offset of the first byte
     * @param count of elements
     */
    record Reference(int offset, int count) {}

    double[] doubles(Reference reference) throws FormatException {
        ByteBuffer block = claim(reference.offset(), 8L * reference.count());
        double[] values = new double[reference.count()];
        block.asDoubleBuffer().get(values);
        return values;
    }

    float[] floats(Reference reference) throws FormatException {
        ByteBuffer block = claim(reference.offset(), 4L * reference.count());
        float[] values = new float[reference.count()];
        block.asFloatBuffer().get(values);
        return values;
    }

    boolean[] flags(Reference reference) throws FormatException {
        ByteBuffer block = claim(reference.offset(), reference.count());
        boolean[] values = new boolean[reference.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = block.get(i) != 0;
        }
        return values;
    }

    String[] words(Reference reference) throws FormatException {
        long lengthBytes = 4L * reference.count();
        ByteBuffer lengths = claim(reference.offset(), lengthBytes);
        long at = reference.offset() + lengthBytes;
        String[] values = new String[reference.count()];
        for (int i = 0; i < values.length; i++) {
            int length = lengths.getInt(4 * i);
            ByteBuffer block = claim(at, 2L * length);
            values[i] = block.asCharBuffer().toString();
            at += 2L * length;
        }
        return values;
    }

    private ByteBuffer claim(long offset, long size) throws FormatException {
        if (offset < 0 || size < 0 || size > unread || offset > body.limit() - size) {
            throw new FormatException(
                    where
                            + " refers to "
                            + size
                            + " bytes at byte "
                            + offset
                            + " of its blocks; expected at most "
                            + unread
                            + " unread ones of "
                            + body.limit());
        }
        unread -= size;
        return body.slice((int) offset, (int) size).order(ByteOrder.LITTLE_ENDIAN);
    }
}

package theoria.core.model.npy;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * Reads and writes one {@code .npy} array (numpy format versions 1 to 3), little or big endian, C
 * or Fortran order. Written arrays are little-endian, C order, version 1.
 */
public final class NpyCodec {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;

    private NpyCodec() {}

    /** Whether bytes begin like a {@code .npy} file. */
    public static boolean recognises(byte[] head) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (head.length <= i || head[i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads an array.
     *
     * @param bytes the whole file
     * @param where its name, for the error sentence
     * @throws FormatException if it is damaged or holds objects
     */
    public static NpyArray read(byte[] bytes, String where) throws FormatException {
        if (!recognises(bytes) || bytes.length < 10) {
            throw new FormatException(
                    where + " does not begin with \\x93NUMPY; expected a numpy array file");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int version = buffer.get(6);
        int start = version == 1 ? 10 : 12;
        if (version < 1 || version > 3 || bytes.length < start) {
            throw new FormatException(where + " has npy version " + version + "; expected 1 to 3");
        }
        long length = version == 1 ? buffer.getShort(8) & 0xffff : buffer.getInt(8) & 0xffffffffL;
        if (length > bytes.length - start) {
            throw new FormatException(
                    where
                            + " announces a header of "
                            + length
                            + " bytes at byte "
                            + start
                            + ", but only "
                            + (bytes.length - start)
                            + " follow; expected all of it");
        }
        String text = new String(bytes, start, (int) length, StandardCharsets.UTF_8);
        NpyHeader header = NpyHeader.parse(text, where);
        int from = start + (int) length;
        long size = header.size();
        long available = bytes.length - from;
        if (size < 0 || size * header.type().bytes() > available) {
            throw new FormatException(
                    where
                            + " announces the shape "
                            + header.extents()
                            + " of "
                            + header.type().bytes()
                            + "-byte numbers, but only "
                            + available
                            + " bytes follow; expected all of them");
        }
        return array(header, ByteBuffer.wrap(bytes, from, (int) size * header.type().bytes()));
    }

    private static NpyArray array(NpyHeader header, ByteBuffer source) {
        Shape shape = Shape.of(header.extents().stream().mapToInt(Long::intValue).toArray());
        int width = header.type().bytes();
        ByteBuffer stored = source.slice();
        ByteBuffer data = ByteBuffer.allocate(stored.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        boolean swap = header.order() == '>';
        for (int i = 0; i < shape.size(); i++) {
            int from = (header.fortran() ? fortranPosition(i, shape) : i) * width;
            for (int b = 0; b < width; b++) {
                data.put(i * width + b, stored.get(from + (swap ? width - 1 - b : b)));
            }
        }
        return new NpyArray(shape, header.type(), data);
    }

    /** Column-major position of the element at a row-major position. */
    private static int fortranPosition(int rowMajor, Shape shape) {
        int rest = rowMajor;
        int position = 0;
        int stride = shape.size();
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            int extent = shape.extent(axis);
            stride /= extent;
            position += rest % extent * stride;
            rest /= extent;
        }
        return position;
    }

    /** Writes an array; the same array gives the same bytes. */
    public static void write(NpyArray array, OutputStream out) throws IOException {
        StringJoiner extents = new StringJoiner(", ", "(", array.shape().rank() == 1 ? ",)" : ")");
        for (int extent : array.shape().toArray()) {
            extents.add(Integer.toString(extent));
        }
        String order = array.type().bytes() == 1 ? "|" : "<";
        String text =
                "{'descr': '"
                        + order
                        + array.type().code()
                        + "', 'fortran_order': False, 'shape': "
                        + extents
                        + ", }";
        int unpadded = MAGIC.length + 4 + text.length() + 1;
        int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
        byte[] header = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        out.write(MAGIC);
        out.write(new byte[] {1, 0, (byte) header.length, (byte) (header.length >> 8)});
        out.write(header);
        out.write(array.data().array());
    }
}

package theoria.format.onnx.internal;

/**
 * Tells from the first bytes whether a file is an ONNX model: protobuf fields that ModelProto has,
 * with their wire types, and among them the graph or an operator set.
 */
public final class WireProbe {
    private static final int GRAPH = 7;
    private static final int OPSET_IMPORT = 8;

    private final byte[] head;
    private int at;

    /** Looks at the first bytes of a file. */
    public WireProbe(byte[] head) {
        this.head = head;
    }

    /** Whether the bytes look like a model. */
    public boolean looksLikeModel() {
        boolean characteristic = false;
        while (at < head.length) {
            long key = varint();
            int field = (int) (key >>> 3);
            if (key < 0 || !known(field, (int) (key & 7))) {
                return false;
            }
            characteristic |= field == GRAPH || field == OPSET_IMPORT;
            long value = varint();
            if (value < 0) {
                return characteristic && at >= head.length;
            }
            if ((key & 7) == 2) {
                if (value > Integer.MAX_VALUE) {
                    return false;
                }
                at = (int) Math.min(head.length, at + value);
            }
        }
        return characteristic;
    }

    /** Whether ModelProto has this field with this wire type. */
    private static boolean known(int field, int wireType) {
        switch (field) {
            case 1:
            case 5:
                return wireType == 0;
            case 2:
            case 3:
            case 4:
            case 6:
            case GRAPH:
            case OPSET_IMPORT:
            case 14:
            case 20:
            case 25:
                return wireType == 2;
            default:
                return false;
        }
    }

    /** A variable-length number; -1 if the bytes end or it exceeds 63 bits. */
    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 63 && at < head.length; shift += 7) {
            byte octet = head[at++];
            value |= (long) (octet & 0x7f) << shift;
            if (octet >= 0) {
                return value;
            }
        }
        return -1;
    }
}

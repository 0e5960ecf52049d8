package theoria.format.tensorflow.internal;

/**
 * Tells from the first bytes whether a file is a GraphDef: it begins with a node, and that with its
 * name and operator, or with fields that say the version of the graph.
 */
public final class WireProbe {
    private static final int NODE = 0x0a;
    private static final int NAME = 0x0a;
    private static final int OPERATOR = 0x12;
    private static final int LONGEST_OPERATOR = 128;

    private final byte[] head;
    private int at;

    /** Looks at the first bytes of a file. */
    public WireProbe(byte[] head) {
        this.head = head;
    }

    /** Whether the bytes look like a graph. */
    public boolean looksLikeGraph() {
        if (next() != NODE || length() < 4 || next() != NAME) {
            return false;
        }
        int name = length();
        if (name < 1 || !printable(name)) {
            return false;
        }
        at += name;
        int operator = at < head.length && next() == OPERATOR ? length() : 0;
        return operator > 0 && operator <= LONGEST_OPERATOR && letters(operator);
    }

    private int next() {
        return at < head.length ? head[at++] & 0xff : -1;
    }

    /** A variable-length number; -1 if it is cut off or exceeds 28 bits. */
    private int length() {
        int value = 0;
        for (int shift = 0; shift < 28 && at < head.length; shift += 7) {
            byte octet = head[at++];
            value |= (octet & 0x7f) << shift;
            if (octet >= 0) {
                return value;
            }
        }
        return -1;
    }

    private boolean printable(int length) {
        for (int i = at; i < Math.min(head.length, at + length); i++) {
            if (head[i] >= 0 && head[i] < ' ') {
                return false;
            }
        }
        return at < head.length;
    }

    private boolean letters(int length) {
        for (int i = at; i < Math.min(head.length, at + length); i++) {
            if (!Character.isLetterOrDigit(head[i]) && head[i] != '_' && head[i] != '>') {
                return false;
            }
        }
        return at < head.length;
    }
}

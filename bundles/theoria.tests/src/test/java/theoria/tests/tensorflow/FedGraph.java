package theoria.tests.tensorflow;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A frozen graph whose input was frozen too: the constant of a name is replaced by a placeholder.
 */
final class FedGraph {
    private static final int NODE = 0x0a;

    private final byte[] graph;
    private int at;

    private FedGraph(byte[] graph) {
        this.graph = graph;
    }

    /** The graph with a node of this name made a placeholder of an unknown batch. */
    static byte[] of(byte[] graph, String name, int... extents) {
        return new FedGraph(graph).fed(name, extents);
    }

    private byte[] fed(String name, int[] extents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] begin = field(1, name.getBytes(StandardCharsets.UTF_8));
        while (at < graph.length) {
            int from = at;
            boolean node = graph[at++] == NODE;
            int length = length();
            boolean wanted = node && begins(begin);
            at += length;
            if (wanted) {
                out.writeBytes(field(1, join(begin, placeholder(extents))));
            } else {
                out.write(graph, from, at - from);
            }
        }
        return out.toByteArray();
    }

    private boolean begins(byte[] begin) {
        return java.util.Arrays.equals(begin, 0, begin.length, graph, at, at + begin.length);
    }

    private int length() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            byte octet = graph[at++];
            value |= (octet & 0x7f) << shift;
            if (octet >= 0) {
                return value;
            }
        }
    }

    /** Operator, and the attributes dtype (binary32) and shape. */
    private static byte[] placeholder(int[] extents) {
        // the batch: extent -1, in ten bytes
        byte[] shape = field(2, new byte[] {8, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1});
        for (int extent : extents) {
            shape = join(shape, field(2, new byte[] {8, (byte) extent}));
        }
        byte[] operator = field(2, "Placeholder".getBytes(StandardCharsets.UTF_8));
        byte[] type = attribute("dtype", new byte[] {6 << 3, 1});
        return join(join(operator, type), attribute("shape", field(7, shape)));
    }

    private static byte[] attribute(String key, byte[] value) {
        return field(5, join(field(1, key.getBytes(StandardCharsets.UTF_8)), field(2, value)));
    }

    private static byte[] field(int number, byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(number << 3 | 2);
        int length = bytes.length;
        while (length > 0x7f) {
            out.write(length & 0x7f | 0x80);
            length >>>= 7;
        }
        out.write(length);
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    private static byte[] join(byte[] left, byte[] right) {
        byte[] both = java.util.Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }
}

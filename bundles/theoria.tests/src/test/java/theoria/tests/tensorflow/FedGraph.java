package theoria.tests.tensorflow;

import theoria.testkit.GraphDraft;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

    /** The graph with a node of this name made a placeholder of these extents. */
    static byte[] of(byte[] graph, String name, long... extents) {
        return new FedGraph(graph).fed(name, extents);
    }

    private byte[] fed(String name, long[] extents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] begin = GraphDraft.field(1, name.getBytes(StandardCharsets.UTF_8));
        while (at < graph.length) {
            int from = at;
            boolean node = graph[at++] == NODE;
            int length = length();
            boolean wanted =
                    node && Arrays.equals(begin, 0, begin.length, graph, at, at + begin.length);
            at += length;
            if (wanted) {
                out.writeBytes(new GraphDraft().placeholder(name, extents).bytes());
            } else {
                out.write(graph, from, at - from);
            }
        }
        return out.toByteArray();
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
}

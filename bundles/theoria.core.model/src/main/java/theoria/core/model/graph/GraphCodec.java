package theoria.core.model.graph;

import theoria.core.model.load.FormatException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The canonical bytes of a graph: a version, the name, the nodes in order with operator, inputs and
 * stored tensors, the outputs. Shapes and offsets are inferred again on reading. Equal graphs give
 * equal bytes.
 */
public final class GraphCodec {
    private static final int MAGIC = 0x54484752; // "THGR"
    private static final int VERSION = 1;

    private GraphCodec() {}

    /** Whether bytes begin as those of a graph do. */
    public static boolean recognises(byte[] head) {
        return head.length >= Integer.BYTES && ByteBuffer.wrap(head).getInt() == MAGIC;
    }

    /** The bytes of a graph. */
    public static byte[] write(NetworkGraph graph) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(graph.name());
            out.writeInt(graph.nodes().size());
            for (Node node : graph.nodes()) {
                write(node, out);
            }
            writeWords(graph.outputs(), out);
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private static void write(Node node, DataOutputStream out) throws IOException {
        out.writeUTF(node.name());
        OperatorCodec.write(node.operator(), out);
        writeWords(node.inputs(), out);
        out.writeInt(node.blocks().size());
        for (Map.Entry<Role, String> block : node.blocks().entrySet()) {
            out.writeByte(block.getKey().ordinal());
            out.writeUTF(block.getValue());
        }
    }

    private static void writeWords(List<String> words, DataOutputStream out) throws IOException {
        out.writeInt(words.size());
        for (String word : words) {
            out.writeUTF(word);
        }
    }

    /**
     * Reads a graph.
     *
     * @param where the bytes come from, for the error sentence
     * @throws FormatException if they are damaged or of a newer version
     */
    public static NetworkGraph read(byte[] bytes, String where) throws FormatException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC || in.readInt() != VERSION) {
                throw new FormatException(
                        where
                                + " does not begin like a graph of version "
                                + VERSION
                                + "; expected one written by Theoria");
            }
            NetworkGraph.Builder builder = NetworkGraph.builder(in.readUTF());
            int nodes = FieldCodec.count(in);
            for (int i = 0; i < nodes; i++) {
                builder.add(readNode(in));
            }
            NetworkGraph graph = builder.build(readWords(in).toArray(new String[0]));
            if (in.read() >= 0) {
                throw new FormatException(where + " goes on after the graph; expected its end");
            }
            return graph;
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            throw new FormatException(
                    where + " holds no intact graph (" + e.getMessage() + "); expected one", e);
        }
    }

    private static Node readNode(DataInputStream in) throws IOException {
        String name = in.readUTF();
        Operator operator = OperatorCodec.read(in);
        List<String> inputs = readWords(in);
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        int count = FieldCodec.count(in);
        for (int i = 0; i < count; i++) {
            blocks.put(FieldCodec.constant(in, Role.values()), in.readUTF());
        }
        return new Node(name, operator, inputs, blocks);
    }

    private static List<String> readWords(DataInputStream in) throws IOException {
        int count = FieldCodec.count(in);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(in.readUTF());
        }
        return words;
    }
}

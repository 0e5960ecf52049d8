package theoria.core.model.graph;

import theoria.core.model.file.Sha256;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The identity of a network: SHA-256 over its canonical graph (nodes in order with operator,
 * inputs, stored tensors; outputs) and its weights (little-endian, in their own precision). Names
 * of layers count, the network's own name does not.
 */
public final class ModelHash {
    private static final int CHUNK = 1 << 16;

    private final MessageDigest digest = Sha256.digest();

    private ModelHash() {}

    /** The hash of a network, hexadecimal. */
    public static String of(NetworkGraph graph, Weights weights) {
        ModelHash hash = new ModelHash();
        for (Node node : graph.nodes()) {
            hash.add(node);
        }
        hash.add("outputs " + graph.outputs());
        hash.add(weights.parameters());
        hash.add(weights.buffers());
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private void add(Node node) {
        add("node " + node.name() + " <- " + node.inputs() + " with " + node.blocks());
        if (node.operator() instanceof Operator.Constant) {
            add("Constant");
            add(((Operator.Constant) node.operator()).value());
        } else {
            add(words(node.operator()));
        }
    }

    /**
     * The operator in words. Where an operator got a further number, those that do without it keep
     * their words, and models their hash.
     */
    private static String words(Operator operator) {
        if (operator instanceof Operator.Activation activation && activation.beta() == 0) {
            return "Activation[function="
                    + activation.function()
                    + ", alpha="
                    + activation.alpha()
                    + "]";
        }
        if (operator instanceof Operator.Pad pad && pad.mode() == Operator.PadMode.CONSTANT) {
            return "Pad[before="
                    + pad.before()
                    + ", after="
                    + pad.after()
                    + ", value="
                    + pad.value()
                    + "]";
        }
        return operator.toString();
    }

    private void add(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private void add(Tensor tensor) {
        add(tensor.toString());
        boolean single = tensor.precision() == Precision.FLOAT;
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < tensor.size(); i++) {
            if (chunk.remaining() < 8) {
                digest.update(chunk.flip());
                chunk.clear();
            }
            if (single) {
                chunk.putFloat((float) tensor.get(i));
            } else {
                chunk.putDouble(tensor.get(i));
            }
        }
        digest.update(chunk.flip());
    }
}

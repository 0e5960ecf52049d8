package theoria.format.onnx.internal;

import theoria.core.model.load.FormatException;

import java.util.Optional;
import java.util.Set;

/**
 * Which operators may take the codes of a quantised activation. In the graph the real numbers take
 * their place; that is the same for operators that only choose and move numbers, since codes and
 * numbers have the same order.
 */
final class CodeRules {
    /** Operators that put out some of the codes they take. */
    private static final Set<String> MOVING =
            Set.of(
                    "Concat",
                    "DepthToSpace",
                    "Dropout",
                    "Expand",
                    "Flatten",
                    "Gather",
                    "GlobalMaxPool",
                    "Identity",
                    "MaxPool",
                    "Reshape",
                    "Slice",
                    "SpaceToDepth",
                    "Split",
                    "Squeeze",
                    "Tile",
                    "Transpose",
                    "Unsqueeze");

    /** Operators that know codes, or look at shapes only. */
    private static final Set<String> KNOWING = Set.of("Shape", "Size", "DequantizeLinear");

    private CodeRules() {}

    /** Refuses a node that computes with codes. */
    static void check(OnnxNode node, Conversion conversion) throws FormatException {
        boolean knows =
                KNOWING.contains(node.operator())
                        || node.operator().startsWith("QLinear")
                        || node.operator().startsWith("com.microsoft::");
        Optional<Codes> first = node.input(0).flatMap(conversion::codes);
        for (String input : node.proto().getInputList()) {
            Optional<Codes> codes = conversion.codes(input);
            if (codes.isEmpty() || knows) {
                continue;
            }
            boolean moved =
                    MOVING.contains(node.operator())
                            && codes.get().uniform()
                            && first.isPresent()
                            && first.get().same(codes.get());
            if (!moved) {
                throw node.refuse(
                        "computes with the 8-bit codes '" + input + "'",
                        "DequantizeLinear before it");
            }
        }
    }

    /** What a moving node puts out are codes if what it takes are. */
    static void passOn(OnnxNode node, Conversion conversion) {
        Optional<Codes> codes = node.input(0).flatMap(conversion::codes);
        if (codes.isPresent() && MOVING.contains(node.operator())) {
            for (String output : node.proto().getOutputList()) {
                conversion.codes(output, codes.get());
            }
        }
    }
}

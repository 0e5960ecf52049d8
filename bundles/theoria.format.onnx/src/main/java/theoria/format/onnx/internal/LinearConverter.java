package theoria.format.onnx.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gemm and MatMul: a stored right operand makes a dense layer with kernel {@code [out,in]}. */
final class LinearConverter {
    private LinearConverter() {}

    static void gemm(OnnxNode node, Conversion conversion) throws FormatException {
        Stored kernel = conversion.requireStored(node, 1);
        if (kernel.shape().rank() != 2 || node.integer("transA", 0) != 0) {
            throw node.refuse(
                    "has transA = " + node.integer("transA", 0) + " and B of " + kernel.shape(),
                    "transA = 0 and a matrix B");
        }
        if (node.integer("transB", 0) == 0) {
            kernel = kernel.transposed();
        }
        double alpha = node.real("alpha", 1);
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        blocks.put(Role.KERNEL, conversion.block(alpha == 1 ? kernel : kernel.times(alpha)));
        Optional<String> summand = node.input(2);
        int units = kernel.shape().extent(0);
        if (summand.isPresent()) {
            Stored bias = conversion.requireStored(node, 2);
            if (bias.shape().size() != units) {
                throw node.refuse("adds C of " + bias.shape(), "one number per output, " + units);
            }
            double beta = node.real("beta", 1);
            Stored vector = bias.reshaped(Shape.of(units));
            blocks.put(Role.BIAS, conversion.block(beta == 1 ? vector : vector.times(beta)));
        }
        dense(node, conversion, kernel, blocks);
    }

    static void matMul(OnnxNode node, Conversion conversion) throws FormatException {
        Optional<Stored> right = conversion.stored(node.requireInput(1));
        if (right.isPresent() && right.get().shape().rank() == 2) {
            Stored kernel = right.get().transposed();
            Map<Role, String> blocks = new EnumMap<>(Role.class);
            blocks.put(Role.KERNEL, conversion.block(kernel));
            Optional<Stored> bias = node.note(Notes.BIAS).flatMap(conversion::stored);
            if (bias.isPresent()) {
                if (!bias.get().shape().equals(Shape.of(kernel.shape().extent(0)))) {
                    throw node.refuse(
                            "is noted to have a bias of " + bias.get().shape(),
                            "one number per output");
                }
                blocks.put(Role.BIAS, conversion.block(bias.get()));
            }
            dense(node, conversion, kernel, blocks);
            return;
        }
        String left = conversion.activation(node, 0);
        conversion.add(node, new Operator.MatMul(), left, conversion.activation(node, 1));
    }

    private static void dense(
            OnnxNode node, Conversion conversion, Stored kernel, Map<Role, String> blocks)
            throws FormatException {
        String input = conversion.activation(node, 0);
        int in = kernel.shape().extent(1);
        int found = conversion.shape(input).rank() == 0 ? 0 : conversion.shape(input).extent(-1);
        if (found != in) {
            throw node.refuse(
                    "multiplies examples of "
                            + conversion.shape(input)
                            + " by a kernel of "
                            + kernel.shape(),
                    "equal inner extents");
        }
        Operator operator = new Operator.Dense(kernel.shape().extent(0));
        conversion.add(node, operator, List.of(input), blocks);
    }
}

package theoria.format.onnx.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Operator.ArithmeticKind;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gemm and MatMul: a stored right operand makes a dense layer with kernel {@code [out,in]}. */
final class LinearConverter {
    private LinearConverter() {}

    /** Gemm: alpha A B + beta C, A and B transposed if it says so. */
    static void gemm(OnnxNode node, Conversion conversion) throws FormatException {
        Value left = conversion.value(node, 0);
        Value right = conversion.value(node, 1);
        if (left.rank() != 2 || right.rank() != 2) {
            throw node.refuse(
                    "multiplies tensors of " + left.rank() + " and " + right.rank() + " axes",
                    "two matrices");
        }
        if (node.integer("transA", 0) != 0) {
            left = turned(node, "A", left, conversion);
        }
        Optional<Value> summand = conversion.optional(node, 2);
        double beta = node.real("beta", 1);
        if (beta == 0) {
            summand = Optional.empty();
        }
        if (right instanceof Stored kernel) {
            Stored rows = node.integer("transB", 0) == 0 ? kernel.transposed() : kernel;
            dense(node, left, rows, summand, conversion);
            return;
        }
        if (node.integer("transB", 0) != 0) {
            right = turned(node, "B", right, conversion);
        }
        double alpha = node.real("alpha", 1);
        boolean last = alpha == 1 && summand.isEmpty();
        Value product = product(node, last ? "" : "product", left, right, conversion);
        if (alpha != 1) {
            Value factor = ArithmeticConverter.number(node.name() + "/alpha", alpha);
            String part = summand.isEmpty() ? "" : "scaled";
            product = combine(node, part, ArithmeticKind.MULTIPLY, product, factor, conversion);
        }
        conversion.define(node, 0, plus(node, product, summand, beta, conversion));
    }

    private static Value combine(
            OnnxNode node, String part, ArithmeticKind kind, Value x, Value y, Conversion c)
            throws FormatException {
        return ArithmeticConverter.combine(node, part, kind, x, y, c);
    }

    private static Value turned(OnnxNode node, String which, Value matrix, Conversion conversion)
            throws FormatException {
        if (matrix.lead() == 1) {
            throw node.refuse(
                    "transposes " + which + ", a batch of vectors", "trans" + which + " = 0");
        }
        Operator transpose = new Operator.Transpose(List.of(1, 0));
        return conversion.apply(node, which + "^T", transpose, matrix);
    }

    private static void dense(
            OnnxNode node,
            Value left,
            Stored kernel,
            Optional<Value> summand,
            Conversion conversion)
            throws FormatException {
        double alpha = node.real("alpha", 1);
        double beta = node.real("beta", 1);
        int units = kernel.shape().extent(0);
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        Stored scaled = alpha == 1 ? kernel : kernel.times(alpha);
        blocks.put(Role.KERNEL, conversion.block(scaled));
        boolean bias =
                summand.isPresent()
                        && summand.get() instanceof Stored stored
                        && stored.shape().size() == units
                        && (stored.shape().rank() == 0 || stored.shape().extent(-1) == units);
        if (bias) {
            Stored vector = ((Stored) summand.orElseThrow()).reshaped(Shape.of(units));
            blocks.put(Role.BIAS, conversion.block(beta == 1 ? vector : vector.times(beta)));
            summand = Optional.empty();
        }
        String part = summand.isEmpty() ? "" : "product";
        Value product = dense(node, part, left, kernel, blocks, conversion);
        conversion.define(node, 0, plus(node, product, summand, beta, conversion));
    }

    private static Value plus(
            OnnxNode node,
            Value product,
            Optional<Value> summand,
            double beta,
            Conversion conversion)
            throws FormatException {
        if (summand.isEmpty()) {
            return product;
        }
        Value scaled = summand.get();
        if (scaled.rank() > 2) {
            throw node.refuse("adds C of " + scaled.shape(), "at most a matrix");
        }
        if (beta != 1) {
            Value factor = ArithmeticConverter.number(node.name() + "/beta", beta);
            scaled = combine(node, "C", ArithmeticKind.MULTIPLY, scaled, factor, conversion);
        }
        return combine(node, "", ArithmeticKind.ADD, product, scaled, conversion);
    }

    static void matMul(OnnxNode node, Conversion conversion) throws FormatException {
        Value left = conversion.value(node, 0);
        Value right = withoutBatch(left, conversion.value(node, 1));
        if (right instanceof Stored kernel && kernel.rank() == 2) {
            denseOfMatrix(node, left, kernel.transposed(), conversion);
            return;
        }
        if (right instanceof Stored kernel && kernel.rank() == 1 && left.shape().rank() > 0) {
            Stored row = kernel.reshaped(Shape.of(1, kernel.shape().size()));
            Map<Role, String> blocks = Map.of(Role.KERNEL, conversion.block(row));
            Value column = dense(node, "column", left, row, blocks, conversion);
            Shape shape = column.shape();
            int[] kept = Arrays.copyOf(shape.toArray(), shape.rank() - 1);
            Operator without = new Operator.Reshape(Shape.of(kept));
            conversion.define(node, 0, conversion.apply(node, "", without, column));
            return;
        }
        conversion.define(node, 0, product(node, "", left, right, conversion));
    }

    /** A stored stack of one matrix beside a batch is that matrix. */
    private static Value withoutBatch(Value left, Value right) {
        Value value = right;
        while (value instanceof Stored stack
                && stack.rank() > 2
                && stack.rank() >= left.rank()
                && left.lead() == 1
                && stack.shape().extent(0) == 1) {
            value = stack.reshaped(stack.shape().tail(1));
        }
        return value;
    }

    private static void denseOfMatrix(
            OnnxNode node, Value left, Stored kernel, Conversion conversion)
            throws FormatException {
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        blocks.put(Role.KERNEL, conversion.block(kernel));
        Optional<String> noted = node.note(Notes.BIAS);
        Optional<Stored> bias =
                noted.isPresent() ? conversion.stored(noted.get()) : Optional.empty();
        if (bias.isPresent()) {
            if (!bias.get().shape().equals(Shape.of(kernel.shape().extent(0)))) {
                throw node.refuse(
                        "is noted to have a bias of " + bias.get().shape(),
                        "one number per output");
            }
            blocks.put(Role.BIAS, conversion.block(bias.get()));
        }
        conversion.define(node, 0, dense(node, "", left, kernel, blocks, conversion));
    }

    /** The product of two matrices, or of stacks of them, within each example. */
    private static Value product(
            OnnxNode node, String part, Value left, Value right, Conversion conversion)
            throws FormatException {
        boolean vectors =
                right.lead() == 1 && right.shape().rank() < 2
                        || right.lead() == 1 && left.lead() == 1 && left.shape().rank() < 2;
        boolean unequal = left.lead() == 1 && right.lead() == 1 && left.rank() != right.rank();
        if (vectors || unequal || reachesBatch(left, right) || reachesBatch(right, left)) {
            throw node.refuse(
                    "multiplies " + left.shape() + " by " + right.shape() + " across examples",
                    "matrices of one example, or stored ones");
        }
        return conversion.apply(node, part, new Operator.MatMul(), List.of(left, right));
    }

    /** Whether a stack without batch is aligned with the batch of the other factor. */
    private static boolean reachesBatch(Value stack, Value other) {
        return stack.lead() == 0
                && other.lead() == 1
                && stack.rank() > 2
                && stack.rank() >= other.rank();
    }

    private static Value dense(
            OnnxNode node,
            String part,
            Value left,
            Stored kernel,
            Map<Role, String> blocks,
            Conversion conversion)
            throws FormatException {
        int in = kernel.shape().extent(1);
        int found = left.shape().rank() == 0 ? 0 : left.shape().extent(-1);
        if (found != in) {
            throw node.refuse(
                    "multiplies examples of " + left.shape() + " by a kernel of " + kernel.shape(),
                    "equal inner extents");
        }
        Operator operator = new Operator.Dense(kernel.shape().extent(0));
        String input = conversion.graphNode(left, Role.KERNEL);
        return conversion.add(node, part, operator, List.of(input), blocks);
    }
}

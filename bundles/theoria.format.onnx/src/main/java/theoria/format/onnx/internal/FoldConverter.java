package theoria.format.onnx.internal;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Tensor;

import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** Operators of shape arithmetic that exist for stored tensors only. */
final class FoldConverter {
    private FoldConverter() {}

    /** A comparison or logical operation: 1 if it holds, 0 if not. */
    static NodeConverter test(Test test) {
        return (node, conversion) -> {
            Stored left = conversion.requireStored(node, 0);
            Stored right = conversion.requireStored(node, 1);
            conversion.require(node, StoredMath.broadcast(left.shape(), right.shape()));
            boolean equal = node.operator().equals("Equal");
            DoubleBinaryOperator function =
                    (x, y) -> {
                        boolean unknown = !Double.isFinite(x) || !Double.isFinite(y);
                        if (unknown && !equal && (left.integers() || right.integers())) {
                            throw new IllegalArgumentException(
                                    "it compares a number that depends on the batch");
                        }
                        return test.holds(x, y) ? 1 : 0;
                    };
            Tensor result = StoredMath.zip(left, right, function);
            conversion.define(node, 0, new Stored(node.name(), result, ElementType.BOOL, false));
        };
    }

    /** Whether something holds of two numbers. */
    @FunctionalInterface
    interface Test {
        boolean holds(double left, double right);
    }

    static void not(OnnxNode node, Conversion conversion) throws FormatException {
        Stored value = conversion.requireStored(node, 0);
        Tensor result = StoredMath.zip(value, value, (x, y) -> x == 0 ? 1 : 0);
        conversion.define(node, 0, new Stored(node.name(), result, ElementType.BOOL, false));
    }

    /** The rest of a division, with the sign of the divisor, or of the dividend for fmod. */
    static void modulo(OnnxNode node, Conversion conversion) throws FormatException {
        Stored left = conversion.requireStored(node, 0);
        Stored right = conversion.requireStored(node, 1);
        conversion.require(node, StoredMath.broadcast(left.shape(), right.shape()));
        boolean ofDividend = node.integer("fmod", 0) != 0;
        Tensor result =
                StoredMath.zip(
                        left,
                        right,
                        (x, y) -> {
                            if (!Double.isFinite(x) && left.integers()) {
                                return Stored.OF_BATCH;
                            }
                            return ofDividend ? x % y : x - y * Math.floor(x / y);
                        });
        Stored stored = new Stored(node.name(), result, left.type(), left.trainable());
        conversion.sayComputed(node, List.of(left, right), stored);
        conversion.define(node, 0, stored);
    }
}

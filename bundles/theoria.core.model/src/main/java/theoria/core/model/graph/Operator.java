package theoria.core.model.graph;

import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.List;

/**
 * What a node computes, on one example: all shapes and axes leave the batch dimension out, so that
 * axis 0 of an image is its channels. Images are CHW. The formulas are written for one example x;
 * {@code Parameter} and {@code Constant} yield the same tensor for every example.
 */
public sealed interface Operator
        permits Operator.Input,
                Operator.Parameter,
                Operator.Constant,
                Operator.Dense,
                Operator.MatMul,
                Operator.Convolution,
                Operator.BatchNorm,
                Operator.Pooling,
                Operator.Activation,
                Operator.Softmax,
                Operator.Arithmetic,
                Operator.Concat,
                Operator.Mean,
                Operator.Flatten,
                Operator.Reshape,
                Operator.Identity,
                Operator.Dropout,
                Operator.LocalResponseNorm,
                Operator.Pad {

    /** The field's name of the operator, as a person reads it. */
    default String title() {
        return getClass().getSimpleName();
    }

    /**
     * The network's input.
     *
     * @param shape of one example
     */
    record Input(Shape shape) implements Operator {}

    /**
     * A trainable tensor that takes part in the graph like an activation (for example a bias added
     * by a node of its own). Its block has the given role.
     *
     * @param role BIAS for a summand, SCALE for a factor, KERNEL for a matrix
     * @param shape without batch dimension
     */
    record Parameter(Role role, Shape shape) implements Operator {}

    /**
     * A fixed tensor of the source, not trained.
     *
     * @param value without batch dimension
     */
    record Constant(Tensor value) implements Operator {}

    /**
     * Fully connected layer on the last axis: y = W x + b, W of shape {@code [units,in]}. Blocks:
     * KERNEL, optionally BIAS.
     *
     * @param units number of outputs
     */
    record Dense(int units) implements Operator {}

    /** Product of two matrices, or of stacks of them: (..., m, k) by (..., k, n). */
    record MatMul() implements Operator {}

    /**
     * Cross-correlation with a bank of filters: y[o,p] = b[o] + sum over c, q of W[o,c,q] x[c, t p
     * + e q - pad], channels split into groups. Blocks: KERNEL {@code [filters,in/groups,k...]},
     * optionally BIAS.
     *
     * @param filters number of output channels
     * @param window kernel, stride t, padding, dilation e
     * @param groups number of channel groups
     */
    record Convolution(int filters, Window window, int groups) implements Operator {}

    /**
     * Batch normalisation per channel (axis 0): y = scale (x - mean) / sqrt(variance + epsilon) +
     * shift (Ioffe and Szegedy 2015). Blocks: optionally SCALE and SHIFT; buffers MEAN and
     * VARIANCE.
     *
     * @param epsilon added to the variance
     */
    record BatchNorm(double epsilon) implements Operator {}

    /**
     * Pooling over spatial windows, per channel.
     *
     * @param kind maximum or average
     * @param window kernel, stride, padding, dilation
     * @param ceilMode whether a partial last window counts
     * @param countIncludePad whether an average divides by the number of padded places too
     */
    record Pooling(PoolingKind kind, Window window, boolean ceilMode, boolean countIncludePad)
            implements Operator {}

    /** How a pooling window is summarised. */
    enum PoolingKind {
        /** The largest entry; a tie gives the gradient to the first in row-major order. */
        MAX,
        /** The mean of the entries. */
        AVERAGE
    }

    /**
     * Element-wise non-linearity.
     *
     * @param function which
     * @param alpha slope or scale of the functions that have one, else 0
     */
    record Activation(ActivationFunction function, double alpha) implements Operator {
        @Override
        public String title() {
            return function.title();
        }
    }

    /**
     * Softmax over one axis: y_k = exp(x_k) / sum_j exp(x_j), or its natural logarithm.
     *
     * @param axis of one example, not negative
     * @param logarithm whether the logarithm is put out
     */
    record Softmax(int axis, boolean logarithm) implements Operator {
        @Override
        public String title() {
            return logarithm ? "LogSoftmax" : "Softmax";
        }
    }

    /**
     * Element-wise arithmetic of two inputs with numpy's broadcasting (aligned at the last axis).
     *
     * @param kind which
     */
    record Arithmetic(ArithmeticKind kind) implements Operator {
        @Override
        public String title() {
            return kind.title();
        }
    }

    /** The four operations. */
    enum ArithmeticKind {
        /** x + y. */
        ADD("Add"),
        /** x - y. */
        SUBTRACT("Subtract"),
        /** x y. */
        MULTIPLY("Multiply"),
        /** x / y. */
        DIVIDE("Divide");

        private final String title;

        ArithmeticKind(String title) {
            this.title = title;
        }

        /** As a person reads it. */
        public String title() {
            return title;
        }
    }

    /**
     * Inputs joined along one axis.
     *
     * @param axis of one example, not negative
     */
    record Concat(int axis) implements Operator {}

    /**
     * Mean over some axes; over the spatial axes it is global average pooling.
     *
     * @param axes of one example, not negative, ascending
     * @param keepExtents whether the axes stay with extent 1
     */
    record Mean(List<Integer> axes, boolean keepExtents) implements Operator {
        /** Takes an immutable copy. */
        public Mean {
            axes = List.copyOf(axes);
        }
    }

    /** All axes of an example made one, row-major. */
    record Flatten() implements Operator {}

    /**
     * The same numbers under another shape.
     *
     * @param shape of one example
     */
    record Reshape(Shape shape) implements Operator {}

    /** y = x. */
    record Identity() implements Operator {}

    /**
     * Dropout; the identity in inference.
     *
     * @param rate probability that a unit is dropped in training
     */
    record Dropout(double rate) implements Operator {}

    /**
     * Local response normalisation across channels (Krizhevsky 2012, in ONNX's form): y_c = x_c /
     * (bias + alpha / size * sum of x_j^2)^beta, j in [c - floor((size-1)/2), c +
     * ceil((size-1)/2)].
     *
     * @param size number of channels in the sum
     * @param alpha factor
     * @param beta exponent
     * @param bias summand
     */
    record LocalResponseNorm(int size, double alpha, double beta, double bias)
            implements Operator {}

    /**
     * Constant padding of every axis.
     *
     * @param before places added before, per axis of one example
     * @param after places added after
     * @param value what they hold
     */
    record Pad(List<Integer> before, List<Integer> after, double value) implements Operator {
        /** Takes immutable copies. */
        public Pad {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }
}

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
                Operator.TransposedConvolution,
                Operator.BatchNorm,
                Operator.GroupNorm,
                Operator.LayerNorm,
                Operator.Pooling,
                Operator.Activation,
                Operator.ParametricRelu,
                Operator.Quantize,
                Operator.Softmax,
                Operator.Arithmetic,
                Operator.Concat,
                Operator.Mean,
                Operator.Reduction,
                Operator.Flatten,
                Operator.Reshape,
                Operator.Identity,
                Operator.Dropout,
                Operator.LocalResponseNorm,
                Operator.Pad,
                Operator.Transpose,
                Operator.Slice,
                Operator.Gather,
                Operator.Expand,
                Operator.Resize {

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
     * Transposed convolution, the transpose of a convolution's linear map: y[o, t p + e q - pad] is
     * b[o] plus the sum over c, p, q of W[c,o,q] x[c,p], channels split into groups. Along an axis
     * of length s the output has t (s - 1) + e (k - 1) + 1 - pad before - pad after + output
     * padding places. Blocks: KERNEL {@code [in,filters/groups,k...]}, optionally BIAS.
     *
     * @param filters number of output channels
     * @param window kernel, stride t, padding, dilation e of the convolution it transposes
     * @param groups number of channel groups
     * @param outputPadding places added at the end of each spatial axis
     */
    record TransposedConvolution(
            int filters, Window window, int groups, List<Integer> outputPadding)
            implements Operator {
        /** Takes an immutable copy. */
        public TransposedConvolution {
            outputPadding = List.copyOf(outputPadding);
        }
    }

    /**
     * Batch normalisation per channel (axis 0): y = scale (x - mean) / sqrt(variance + epsilon) +
     * shift (Ioffe and Szegedy 2015). Blocks: optionally SCALE and SHIFT; buffers MEAN and
     * VARIANCE.
     *
     * @param epsilon added to the variance
     */
    record BatchNorm(double epsilon) implements Operator {}

    /**
     * Group normalisation (Wu and He 2018): the channels (axis 0) are split into groups, and each
     * group of one example is normalised by its own mean and (biased) variance: y = scale (x -
     * mean) / sqrt(variance + epsilon) + shift, scale and shift per channel. One group per channel
     * is instance normalisation (Ulyanov et al. 2016). Blocks: optionally SCALE and SHIFT.
     *
     * @param groups number of groups; 0 makes each channel a group of its own
     * @param epsilon added to the variance
     */
    record GroupNorm(int groups, double epsilon) implements Operator {
        @Override
        public String title() {
            return groups == 0 ? "InstanceNorm" : "GroupNorm";
        }
    }

    /**
     * Layer normalisation (Ba et al. 2016): the axes from {@code axis} on are normalised together
     * by their own mean and (biased) variance, y = scale (x - mean) / sqrt(variance + epsilon) +
     * shift. Blocks: optionally SCALE and SHIFT, of the shape of these axes.
     *
     * @param axis first axis of one example that is normalised over, not negative
     * @param epsilon added to the variance
     */
    record LayerNorm(int axis, double epsilon) implements Operator {}

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
     * @param alpha first parameter of the functions that have one, else 0
     * @param beta second parameter of the functions that have two, else 0
     */
    record Activation(ActivationFunction function, double alpha, double beta) implements Operator {
        /** A function with at most one parameter. */
        public Activation(ActivationFunction function, double alpha) {
            this(function, alpha, 0);
        }

        @Override
        public String title() {
            return function.title();
        }
    }

    /**
     * ReLU with a trained slope (He et al. 2015): x for x &gt; 0, slope x else. Block: SCALE, the
     * slope, broadcast to the input.
     *
     * @param slope shape of the slope
     */
    record ParametricRelu(Shape slope) implements Operator {
        @Override
        public String title() {
            return "PReLU";
        }
    }

    /**
     * Rounding to the numbers that an integer type can hold: y = scale (q - zero), q = zero plus x
     * / scale rounded half to even, clipped to [low, high]. The gradient passes unchanged where
     * nothing is clipped (straight-through estimator, Bengio et al. 2013) and is 0 elsewhere.
     *
     * @param scale distance of two numbers, above 0
     * @param zero the integer that stands for 0
     * @param low smallest integer
     * @param high largest integer
     */
    record Quantize(double scale, int zero, int low, int high) implements Operator {}

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

    /** The operations on two numbers. */
    enum ArithmeticKind {
        /** x + y. */
        ADD("Add"),
        /** x - y. */
        SUBTRACT("Subtract"),
        /** x y. */
        MULTIPLY("Multiply"),
        /** x / y. */
        DIVIDE("Divide"),
        /** x to the power y. */
        POWER("Power"),
        /** The smaller one; a tie gives the gradient to x. */
        MINIMUM("Minimum"),
        /** The larger one; a tie gives the gradient to x. */
        MAXIMUM("Maximum");

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

    /**
     * Some axes summarised by one number; see {@link Mean} for the mean.
     *
     * @param kind how
     * @param axes of one example, not negative, ascending
     * @param keepExtents whether the axes stay with extent 1
     */
    record Reduction(ReductionKind kind, List<Integer> axes, boolean keepExtents)
            implements Operator {
        /** Takes an immutable copy. */
        public Reduction {
            axes = List.copyOf(axes);
        }

        @Override
        public String title() {
            return kind.title();
        }
    }

    /** How numbers x_1, ..., x_n are summarised. */
    enum ReductionKind {
        /** sum x_i. */
        SUM("Sum"),
        /** The largest; a tie gives the gradient to the first in row-major order. */
        MAX("Max"),
        /** The smallest; a tie gives the gradient to the first in row-major order. */
        MIN("Min"),
        /** prod x_i. */
        PRODUCT("Product"),
        /** sum |x_i|. */
        L1("L1 norm"),
        /** sqrt(sum x_i^2). */
        L2("L2 norm"),
        /** sum x_i^2. */
        SUM_OF_SQUARES("Sum of squares"),
        /** log sum x_i. */
        LOG_SUM("Log sum"),
        /** log sum exp(x_i). */
        LOG_SUM_EXP("Log sum exp");

        private final String title;

        ReductionKind(String title) {
            this.title = title;
        }

        /** As a person reads it. */
        public String title() {
            return title;
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
     * Padding of every axis.
     *
     * @param before places added before, per axis of one example
     * @param after places added after
     * @param mode what they hold
     * @param value what they hold in constant mode
     */
    record Pad(List<Integer> before, List<Integer> after, PadMode mode, double value)
            implements Operator {
        /** Takes immutable copies. */
        public Pad {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        /** Padding with a constant. */
        public Pad(List<Integer> before, List<Integer> after, double value) {
            this(before, after, PadMode.CONSTANT, value);
        }
    }

    /** What padded places hold. */
    enum PadMode {
        /** One number. */
        CONSTANT,
        /** The input mirrored at its first and last place, which are not repeated. */
        REFLECT,
        /** The input's first or last place along the axis. */
        EDGE,
        /** The input repeated from its other end. */
        WRAP
    }

    /**
     * Axes in another order: axis i of the output is axis order[i] of the input.
     *
     * @param order a permutation of the axes of one example
     */
    record Transpose(List<Integer> order) implements Operator {
        /** Takes an immutable copy. */
        public Transpose {
            order = List.copyOf(order);
        }
    }

    /**
     * A part of every axis: place p of the output is place start + p step of the input.
     *
     * @param starts first place, per axis of one example
     * @param steps distance of places, negative to go backwards, never 0
     * @param extents number of places
     */
    record Slice(List<Integer> starts, List<Integer> steps, List<Integer> extents)
            implements Operator {
        /** Takes immutable copies. */
        public Slice {
            starts = List.copyOf(starts);
            steps = List.copyOf(steps);
            extents = List.copyOf(extents);
        }
    }

    /**
     * Chosen places of one axis, in the order given; a place may be taken several times.
     *
     * @param axis of one example, not negative
     * @param places of the input, not negative
     */
    record Gather(int axis, List<Integer> places) implements Operator {
        /** Takes an immutable copy. */
        public Gather {
            places = List.copyOf(places);
        }
    }

    /**
     * The input repeated along its axes of extent 1 (numpy's broadcasting, aligned at the last
     * axis).
     *
     * @param shape of one example of the output
     */
    record Expand(Shape shape) implements Operator {}

    /**
     * Change of resolution. Along an axis of length s with n places in the output, place p looks at
     * the input coordinate u that {@link Coordinates} gives; NEAREST takes the place that {@link
     * Rounding} makes of u, LINEAR weighs the two places beside u (bilinear over two axes), both
     * within [0, s - 1].
     *
     * @param linear whether places are interpolated, not taken from the nearest one
     * @param extents n, per axis of one example
     * @param scales n / s as the source gives it, per axis
     * @param coordinates how u follows from p
     * @param rounding how NEAREST rounds u
     */
    record Resize(
            boolean linear,
            List<Integer> extents,
            List<Double> scales,
            Coordinates coordinates,
            Rounding rounding)
            implements Operator {
        /** Takes immutable copies. */
        public Resize {
            extents = List.copyOf(extents);
            scales = List.copyOf(scales);
        }
    }

    /** The input coordinate u of output place p, for scale r, input length s, output length n. */
    enum Coordinates {
        /** (p + 1/2) / r - 1/2. */
        HALF_PIXEL,
        /** The same; 0 if n is 1. */
        PYTORCH_HALF_PIXEL,
        /** p / r. */
        ASYMMETRIC,
        /** p (s - 1) / (n - 1); 0 if n is 1. */
        ALIGN_CORNERS
    }

    /** How a coordinate is rounded to a place. */
    enum Rounding {
        /** To the nearest, halves down. */
        HALF_DOWN,
        /** To the nearest, halves up. */
        HALF_UP,
        /** Down. */
        FLOOR,
        /** Up. */
        CEIL
    }
}

package theoria.engine.reference.internal;

import org.jspecify.annotations.Nullable;

import theoria.core.math.linear.Gemm;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.tensor.Shape;
import theoria.engine.reference.internal.op.ActivationOp;
import theoria.engine.reference.internal.op.ArithmeticOp;
import theoria.engine.reference.internal.op.BatchNormOp;
import theoria.engine.reference.internal.op.ConcatOp;
import theoria.engine.reference.internal.op.ConvolutionOp;
import theoria.engine.reference.internal.op.DenseOp;
import theoria.engine.reference.internal.op.ExtremeOp;
import theoria.engine.reference.internal.op.GatherSumOp;
import theoria.engine.reference.internal.op.GroupNormOp;
import theoria.engine.reference.internal.op.LinearResizeOp;
import theoria.engine.reference.internal.op.LocalResponseNormOp;
import theoria.engine.reference.internal.op.MatMulOp;
import theoria.engine.reference.internal.op.MoveOp;
import theoria.engine.reference.internal.op.Op;
import theoria.engine.reference.internal.op.ParametricReluOp;
import theoria.engine.reference.internal.op.PoolingOp;
import theoria.engine.reference.internal.op.ProductOp;
import theoria.engine.reference.internal.op.QuantizeOp;
import theoria.engine.reference.internal.op.SoftmaxOp;
import theoria.engine.reference.internal.op.SourceOp;
import theoria.engine.reference.internal.op.SumOp;
import theoria.engine.reference.internal.op.TransposedConvolutionOp;

import java.util.List;

/** Makes the executable operator of a node. */
final class OpFactory {
    private final NetworkGraph graph;
    private final Gemm gemm;

    OpFactory(NetworkGraph graph, Gemm gemm) {
        this.graph = graph;
        this.gemm = gemm;
    }

    Op make(Node node) {
        Operator operator = node.operator();
        if (operator instanceof Operator.Input) {
            return SourceOp.input();
        }
        if (operator instanceof Operator.Parameter) {
            Role role = ((Operator.Parameter) operator).role();
            return SourceOp.parameter(require(node, role));
        }
        if (operator instanceof Operator.Constant) {
            return SourceOp.constant(((Operator.Constant) operator).value().toDoubles());
        }
        Shape output = graph.shape(node.name());
        List<Shape> inputs = node.inputs().stream().map(graph::shape).toList();
        if (operator instanceof Operator.Arithmetic) {
            Operator.ArithmeticKind kind = ((Operator.Arithmetic) operator).kind();
            return new ArithmeticOp(kind, inputs.get(0), inputs.get(1), output);
        }
        if (operator instanceof Operator.MatMul) {
            return new MatMulOp(gemm, inputs.get(0), inputs.get(1));
        }
        if (operator instanceof Operator.Concat) {
            return new ConcatOp(((Operator.Concat) operator).axis(), inputs);
        }
        return weighted(node, inputs.get(0), output);
    }

    private Op weighted(Node node, Shape input, Shape output) {
        Operator operator = node.operator();
        if (operator instanceof Operator.Dense) {
            int rows = input.size() / input.extent(-1);
            return new DenseOp(gemm, rows, require(node, Role.KERNEL), find(node, Role.BIAS));
        }
        if (operator instanceof Operator.Convolution convolution) {
            Block kernel = require(node, Role.KERNEL);
            return new ConvolutionOp(
                    gemm, convolution, input, output, kernel, find(node, Role.BIAS));
        }
        if (operator instanceof Operator.TransposedConvolution convolution) {
            Block kernel = require(node, Role.KERNEL);
            return new TransposedConvolutionOp(
                    gemm, convolution, input, output, kernel, find(node, Role.BIAS));
        }
        if (operator instanceof Operator.BatchNorm norm) {
            return new BatchNormOp(
                    norm.epsilon(),
                    input,
                    find(node, Role.SCALE),
                    find(node, Role.SHIFT),
                    require(node, Role.MEAN),
                    require(node, Role.VARIANCE));
        }
        if (operator instanceof Operator.GroupNorm norm) {
            return GroupNormOp.of(norm, input, affine(node));
        }
        if (operator instanceof Operator.LayerNorm norm) {
            return GroupNormOp.of(norm, input, affine(node));
        }
        if (operator instanceof Operator.ParametricRelu) {
            return new ParametricReluOp(input, require(node, Role.SCALE));
        }
        return unweighted(operator, input, output);
    }

    private GroupNormOp.Affine affine(Node node) {
        return new GroupNormOp.Affine(find(node, Role.SCALE), find(node, Role.SHIFT));
    }

    private static Op unweighted(Operator operator, Shape input, Shape output) {
        if (operator instanceof Operator.Pooling pooling) {
            return new PoolingOp(pooling, input, output);
        }
        if (operator instanceof Operator.Activation activation) {
            return new ActivationOp(activation, input);
        }
        if (operator instanceof Operator.Quantize quantize) {
            return new QuantizeOp(quantize, input);
        }
        if (operator instanceof Operator.Softmax softmax) {
            return new SoftmaxOp(softmax, input);
        }
        if (operator instanceof Operator.LocalResponseNorm norm) {
            return new LocalResponseNormOp(norm, input);
        }
        if (operator instanceof Operator.Mean mean) {
            return GatherSumOp.mean(mean, input, output);
        }
        if (operator instanceof Operator.Reduction reduction) {
            return reduction(reduction, input, output);
        }
        return moving(operator, input, output);
    }

    private static Op reduction(Operator.Reduction reduction, Shape input, Shape output) {
        return switch (reduction.kind()) {
            case SUM -> GatherSumOp.sum(reduction, input, output);
            case MAX, MIN -> new ExtremeOp(reduction, input, output);
            case PRODUCT -> new ProductOp(reduction, input, output);
            case L1, L2, SUM_OF_SQUARES, LOG_SUM, LOG_SUM_EXP ->
                    new SumOp(reduction, input, output);
        };
    }

    private static Op moving(Operator operator, Shape input, Shape output) {
        if (operator instanceof Operator.Flatten
                || operator instanceof Operator.Reshape
                || operator instanceof Operator.Identity
                || operator instanceof Operator.Dropout) { // the identity in inference
            return GatherSumOp.copy(input);
        }
        if (operator instanceof Operator.Pad pad) {
            return MoveOp.of(pad, input, output);
        }
        if (operator instanceof Operator.Transpose transpose) {
            return MoveOp.of(transpose, input, output);
        }
        if (operator instanceof Operator.Slice slice) {
            return MoveOp.of(slice, input, output);
        }
        if (operator instanceof Operator.Gather gather) {
            return MoveOp.of(gather, input, output);
        }
        if (operator instanceof Operator.Expand expand) {
            return MoveOp.of(expand, input);
        }
        if (operator instanceof Operator.Resize resize) {
            return resize.linear()
                    ? new LinearResizeOp(resize, input)
                    : MoveOp.nearest(resize, input, output);
        }
        throw new IllegalStateException("no formula for the operator " + operator.title());
    }

    private @Nullable Block find(Node node, Role role) {
        return graph.block(node, role).orElse(null);
    }

    private Block require(Node node, Role role) {
        return graph.block(node, role)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "layer '" + node.name() + "' has no " + role));
    }
}

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
import theoria.engine.reference.internal.op.GatherSumOp;
import theoria.engine.reference.internal.op.LocalResponseNormOp;
import theoria.engine.reference.internal.op.MatMulOp;
import theoria.engine.reference.internal.op.Op;
import theoria.engine.reference.internal.op.PoolingOp;
import theoria.engine.reference.internal.op.SoftmaxOp;
import theoria.engine.reference.internal.op.SourceOp;

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
        if (operator instanceof Operator.Convolution) {
            Operator.Convolution convolution = (Operator.Convolution) operator;
            Block kernel = require(node, Role.KERNEL);
            return new ConvolutionOp(
                    gemm, convolution, input, output, kernel, find(node, Role.BIAS));
        }
        if (operator instanceof Operator.BatchNorm) {
            return new BatchNormOp(
                    ((Operator.BatchNorm) operator).epsilon(),
                    input,
                    find(node, Role.SCALE),
                    find(node, Role.SHIFT),
                    require(node, Role.MEAN),
                    require(node, Role.VARIANCE));
        }
        return unweighted(operator, input, output);
    }

    private static Op unweighted(Operator operator, Shape input, Shape output) {
        if (operator instanceof Operator.Pooling) {
            return new PoolingOp((Operator.Pooling) operator, input, output);
        }
        if (operator instanceof Operator.Activation) {
            return new ActivationOp((Operator.Activation) operator, input);
        }
        if (operator instanceof Operator.Softmax) {
            return new SoftmaxOp((Operator.Softmax) operator, input);
        }
        if (operator instanceof Operator.LocalResponseNorm) {
            return new LocalResponseNormOp((Operator.LocalResponseNorm) operator, input);
        }
        if (operator instanceof Operator.Mean) {
            return GatherSumOp.mean((Operator.Mean) operator, input, output);
        }
        if (operator instanceof Operator.Pad) {
            return GatherSumOp.pad((Operator.Pad) operator, input, output);
        }
        return GatherSumOp.copy(input); // flatten, reshape, identity, dropout in inference
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

package theoria.format.onnx.internal.write;

import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Shape;
import theoria.format.onnx.internal.Notes;

import java.util.ArrayList;
import java.util.List;

/** Operators with stored tensors, and matrix products. */
final class LayerEmitters {
    private LayerEmitters() {}

    static void parameter(Node node, Emission emission) {
        Operator.Parameter parameter = (Operator.Parameter) node.operator();
        emission.add(
                emission.bare("Identity", node)
                        .input(emission.block(node, parameter.role()))
                        .note(Notes.PARAMETER, parameter.role().name()));
    }

    static void constant(Node node, Emission emission) {
        Operator.Constant constant = (Operator.Constant) node.operator();
        Draft draft = emission.bare("Constant", node).note(Notes.CONSTANT, "");
        emission.add(emission.constant(draft, constant.value()));
    }

    /** Gemm on vectors; on examples of more axes the product with the turned kernel, then Add. */
    static void dense(Node node, Emission emission) {
        String kernel = emission.block(node, Role.KERNEL);
        boolean bias = node.block(Role.BIAS).isPresent();
        if (emission.inputShape(node, 0).rank() == 1) {
            Draft gemm = emission.draft("Gemm", node).input(kernel);
            if (bias) {
                gemm.input(emission.block(node, Role.BIAS));
            }
            emission.add(gemm.whole("transB", 1));
            return;
        }
        String turned = emission.helper("Transpose", kernel);
        if (bias) {
            String summand = emission.block(node, Role.BIAS);
            String product = emission.fresh("product");
            emission.add(
                    new Draft("MatMul", node.name(), product)
                            .input(emission.input(node, 0))
                            .input(turned)
                            .note(Notes.BIAS, summand));
            emission.add(
                    emission.bare("Add", node.name() + "/bias", node)
                            .input(product)
                            .input(summand)
                            .note(Notes.BIAS, ""));
        } else {
            emission.add(emission.draft("MatMul", node).input(turned));
        }
    }

    /** A stack times one matrix of the example goes through one tall matrix. */
    static void matMul(Node node, Emission emission) {
        Shape left = emission.inputShape(node, 0);
        boolean tall = left.rank() > 2 && emission.perExample(node, 1);
        if (!tall || emission.inputShape(node, 1).rank() > 2) {
            emission.add(emission.draft("MatMul", node));
            return;
        }
        int inner = left.extent(-1);
        String rows = emission.wholes(List.of(-1, left.size() / inner, inner));
        String matrix = emission.helper("Reshape", emission.input(node, 0), rows);
        String product = emission.helper("MatMul", matrix, emission.input(node, 1));
        emission.add(
                emission.bare("Reshape", node)
                        .input(product)
                        .input(emission.wholes(Emission.batchOf(emission.shape(node)))));
    }

    static void convolution(Node node, Emission emission) {
        Operator.Convolution convolution = (Operator.Convolution) node.operator();
        Draft draft = emission.draft("Conv", node).input(emission.block(node, Role.KERNEL));
        if (node.block(Role.BIAS).isPresent()) {
            draft.input(emission.block(node, Role.BIAS));
        }
        window(draft, convolution.window());
        emission.add(
                draft.wholes("dilations", convolution.window().dilation())
                        .whole("group", convolution.groups()));
    }

    static void transposedConvolution(Node node, Emission emission) {
        Operator.TransposedConvolution convolution =
                (Operator.TransposedConvolution) node.operator();
        Draft draft =
                emission.draft("ConvTranspose", node).input(emission.block(node, Role.KERNEL));
        if (node.block(Role.BIAS).isPresent()) {
            draft.input(emission.block(node, Role.BIAS));
        }
        window(draft, convolution.window());
        emission.add(
                draft.wholes("dilations", convolution.window().dilation())
                        .whole("group", convolution.groups())
                        .wholes("output_padding", convolution.outputPadding()));
    }

    private static void window(Draft draft, Window window) {
        List<Integer> pads = new ArrayList<>(window.padBefore());
        pads.addAll(window.padAfter());
        draft.wholes("kernel_shape", window.kernel())
                .wholes("strides", window.stride())
                .wholes("pads", pads);
    }

    static void pooling(Node node, Emission emission) {
        Operator.Pooling pooling = (Operator.Pooling) node.operator();
        boolean maximum = pooling.kind() == Operator.PoolingKind.MAX;
        Draft draft = emission.draft(maximum ? "MaxPool" : "AveragePool", node);
        window(draft, pooling.window());
        if (pooling.window().dilated()) {
            draft.wholes("dilations", pooling.window().dilation());
        }
        if (pooling.ceilMode()) {
            draft.whole("ceil_mode", 1);
        }
        if (pooling.countIncludePad() && !maximum) {
            draft.whole("count_include_pad", 1);
        }
        emission.add(draft);
    }

    /** Scale and shift are obligatory in ONNX: a missing one becomes a constant 1 or 0. */
    static void batchNorm(Node node, Emission emission) {
        Operator.BatchNorm norm = (Operator.BatchNorm) node.operator();
        Shape channels = Shape.of(emission.inputShape(node, 0).extent(0));
        emission.add(
                emission.draft("BatchNormalization", node)
                        .input(orFilled(node, Role.SCALE, channels, 1, emission))
                        .input(orFilled(node, Role.SHIFT, channels, 0, emission))
                        .input(emission.block(node, Role.MEAN))
                        .input(emission.block(node, Role.VARIANCE))
                        .real("epsilon", norm.epsilon()));
    }

    /** One group per channel is instance normalisation, which has a word of its own. */
    static void groupNorm(Node node, Emission emission) {
        Operator.GroupNorm norm = (Operator.GroupNorm) node.operator();
        Shape channels = Shape.of(emission.inputShape(node, 0).extent(0));
        boolean instance = norm.groups() == 0;
        Draft draft =
                emission.draft(instance ? "InstanceNormalization" : "GroupNormalization", node)
                        .input(orFilled(node, Role.SCALE, channels, 1, emission))
                        .input(orFilled(node, Role.SHIFT, channels, 0, emission))
                        .real("epsilon", norm.epsilon());
        if (!instance) {
            draft.whole("num_groups", norm.groups()).whole("stash_type", emission.type());
        }
        emission.add(draft);
    }

    /** The scale is obligatory in ONNX, the shift is not. */
    static void layerNorm(Node node, Emission emission) {
        Operator.LayerNorm norm = (Operator.LayerNorm) node.operator();
        Shape shape = emission.inputShape(node, 0).tail(norm.axis());
        Draft draft =
                emission.draft("LayerNormalization", node)
                        .input(orFilled(node, Role.SCALE, shape, 1, emission));
        if (node.block(Role.SHIFT).isPresent()) {
            draft.input(emission.block(node, Role.SHIFT));
        }
        emission.add(
                draft.whole("axis", norm.axis() + 1L)
                        .real("epsilon", norm.epsilon())
                        .whole("stash_type", emission.type()));
    }

    private static String orFilled(
            Node node, Role role, Shape shape, double value, Emission emission) {
        return node.block(role).isPresent()
                ? emission.block(node, role)
                : emission.filled(shape, value);
    }
}

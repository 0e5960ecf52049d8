package theoria.format.onnx.internal;

import ai.onnx.proto.OnnxMl.NodeProto;

import theoria.core.model.graph.Operator.ArithmeticKind;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * Layers that take and give 8-bit codes: each is the layer on real numbers between a dequantisation
 * of what it takes and a quantisation of what it gives.
 */
final class QLinearConverter {
    private QLinearConverter() {}

    /** QLinearConv: x, w and y each with scale and zero point, then a bias in units of x w. */
    static void convolution(OnnxNode node, Conversion conversion) throws FormatException {
        Value input = real(node, conversion, 0, 0);
        Stored kernel = conversion.requireStored(node, 3);
        Stored scale = conversion.requireStored(node, 4);
        List<Value> inputs = new ArrayList<>(List.of(input, real(node, conversion, 3, 0)));
        if (node.input(8).isPresent()) {
            double unit = conversion.requireStored(node, 1).one(node.where() + ": x_scale");
            Stored bias = conversion.requireStored(node, 8);
            if (bias.shape().size() != kernel.shape().extent(0)) {
                throw node.refuse("adds a bias of " + bias.shape(), "one number per filter");
            }
            inputs.add(bias(bias, scale, unit));
        }
        Value output = onReals(node, "Conv", WindowConverter::convolution, inputs, conversion);
        quantise(node, output, 6, 7, conversion);
    }

    private static Stored bias(Stored codes, Stored scale, double unit) {
        float[] values = new float[codes.tensor().size()];
        for (int i = 0; i < values.length; i++) {
            double step = scale.tensor().get(scale.tensor().size() == 1 ? 0 : i);
            values[i] = (float) (codes.tensor().get(i) * step * unit);
        }
        Tensor tensor = Tensor.of(Shape.of(values.length), values);
        return new Stored(codes.name(), tensor, ElementType.FLOAT, codes.initialiser());
    }

    /** QLinearMatMul: a, b and y each with scale and zero point; b may have one per column. */
    static void matMul(OnnxNode node, Conversion conversion) throws FormatException {
        Value left = real(node, conversion, 0, -2);
        Value right = real(node, conversion, 3, -1);
        List<Value> inputs = List.of(left, right);
        Value output = onReals(node, "MatMul", LinearConverter::matMul, inputs, conversion);
        quantise(node, output, 6, 7, conversion);
    }

    /** QLinearAdd and QLinearMul. */
    static NodeConverter arithmetic(ArithmeticKind kind) {
        return (node, conversion) -> {
            Value left = real(node, conversion, 0, 0);
            Value right = real(node, conversion, 3, 0);
            Value result = ArithmeticConverter.combine(node, "", kind, left, right, conversion);
            quantise(node, result, 6, 7, conversion);
        };
    }

    /** Layers of one input: x with scale and zero point, then scale and zero point of y. */
    static NodeConverter unary(String operator, NodeConverter layer) {
        return (node, conversion) -> {
            if (node.integer("channels_last", 0) != 0) {
                throw node.refuse("has the channels last", "channels behind the batch");
            }
            List<Value> inputs = List.of(real(node, conversion, 0, 0));
            Value output = onReals(node, operator, layer, inputs, conversion);
            quantise(node, output, 3, 4, conversion);
        };
    }

    /** QLinearConcat: scale and zero point of y, then each x with its own. */
    static void concat(OnnxNode node, Conversion conversion) throws FormatException {
        List<Value> values = new ArrayList<>();
        for (int i = 2; i < node.proto().getInputCount(); i += 3) {
            values.add(real(node, conversion, i, 0));
        }
        Value result = MoveConverter.concat(node, "", values, conversion);
        quantise(node, result, 0, 1, conversion);
    }

    /** A quantised input as real numbers; its scale and zero point come behind it. */
    private static Value real(OnnxNode node, Conversion conversion, int index, int axis)
            throws FormatException {
        Value value = conversion.value(node, index);
        OnnxNode plain = onAxis(node, axis);
        Codes codes = QuantisedConverter.codes(plain, conversion, index + 1, index + 2, value);
        return QuantisedConverter.real(node, index, codes, conversion);
    }

    /** The node with nothing but inputs, and the axis along which scales may differ. */
    private static OnnxNode onAxis(OnnxNode node, int axis) {
        NodeProto.Builder proto = node.proto().toBuilder().clearAttribute();
        proto.addAttributeBuilder().setName("axis").setI(axis);
        return new OnnxNode(proto.build(), node.name(), node.opset());
    }

    private static void quantise(
            OnnxNode node, Value result, int scaleAt, int zeroAt, Conversion conversion)
            throws FormatException {
        Codes codes =
                QuantisedConverter.codes(onAxis(node, 1), conversion, scaleAt, zeroAt, result);
        QuantisedConverter.quantise(node, "clip", result, codes, conversion);
    }

    /** What a layer of another operator makes of real numbers, under the node's name. */
    private static Value onReals(
            OnnxNode node,
            String operator,
            NodeConverter layer,
            List<Value> inputs,
            Conversion conversion)
            throws FormatException {
        NodeProto.Builder proto = node.proto().toBuilder().setOpType(operator).clearDomain();
        proto.clearInput().clearOutput();
        for (int i = 0; i < inputs.size(); i++) {
            String name = node.name() + "\0input" + i;
            conversion.define(name, inputs.get(i));
            proto.addInput(name);
        }
        String output = node.name() + "\0output";
        proto.addOutput(output);
        layer.convert(new OnnxNode(proto.build(), node.name(), node.opset()), conversion);
        return conversion.find(output).orElseThrow(() -> node.refuse("gives nothing", "an output"));
    }
}

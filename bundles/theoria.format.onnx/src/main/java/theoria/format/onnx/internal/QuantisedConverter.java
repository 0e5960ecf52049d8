package theoria.format.onnx.internal;

import ai.onnx.proto.OnnxMl.NodeProto;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Operator.ArithmeticKind;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * QuantizeLinear and DequantizeLinear. Stored codes become the real numbers they stand for. Where
 * the file has codes of an activation, the graph has the real numbers, clipped to what the codes'
 * type can hold, and on request rounded to what a code can stand for.
 */
final class QuantisedConverter {
    private QuantisedConverter() {}

    /** Q: real numbers become codes. */
    static void quantise(OnnxNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        Codes codes = codes(node, conversion, 1, 2, value);
        if (value instanceof Stored stored) {
            conversion.define(node, 0, quantised(stored, codes));
            return;
        }
        Optional<OnnxNode> back = inverse(node, conversion);
        if (back.isPresent() && conversion.options().rounding() && codes.uniform()) {
            // there and back at once is one layer, under the name of the second node
            double scale = back.get().exact("scale", codes.scale().tensor().get(0));
            Operator operator = quantise(back.get(), scale, codes);
            conversion.define(back.get(), 0, conversion.apply(back.get(), "", operator, value));
            conversion.combine(back.get());
            conversion.define(node, 0, value);
            return;
        }
        quantise(node, "", value, codes, conversion);
    }

    /** The node that turns the codes straight back into numbers, if nothing else takes them. */
    private static Optional<OnnxNode> inverse(OnnxNode node, Conversion conversion) {
        List<OnnxNode> consumers =
                node.output(0).map(conversion.file()::onlyConsumers).orElse(List.of());
        return consumers.stream()
                .filter(next -> consumers.size() == 1)
                .filter(next -> next.operator().equals("DequantizeLinear"))
                .filter(next -> next.input(1).equals(node.input(1)))
                .filter(next -> next.input(2).equals(node.input(2)))
                .findFirst();
    }

    private static Operator quantise(OnnxNode node, double scale, Codes codes)
            throws FormatException {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw node.refuse("has the scale " + scale, "a number above 0");
        }
        if (!codes.type().narrow()) {
            throw node.refuse("makes codes of type " + codes.type(), "8 or 16 bits");
        }
        int zero = (int) codes.zero().tensor().get(0);
        return new Operator.Quantize(
                scale, zero, (int) codes.type().low(), (int) codes.type().high());
    }

    /** The meaning of codes by the node's scale and zero point. */
    static Codes codes(OnnxNode node, Conversion conversion, int scaleAt, int zeroAt, Value value)
            throws FormatException {
        if (node.integer("block_size", 0) != 0) {
            throw node.refuse("has a scale per block", "one per tensor or axis");
        }
        Stored scale = fixed(conversion.requireStored(node, scaleAt));
        Stored zero = ArithmeticConverter.number(node.name() + "/zero", 0);
        ElementType type =
                ElementType.of(node.integer("output_dtype", 0)).orElse(ElementType.UINT8);
        if (node.input(zeroAt).isPresent()) {
            Stored given = conversion.requireStored(node, zeroAt);
            type = given.type();
            zero = fixed(given);
        }
        int axis = 0;
        if (scale.tensor().size() != 1) {
            axis = conversion.axis(node, node.integer("axis", 1), value);
            int extent = value.shape().extent(axis);
            boolean fits = scale.tensor().size() == extent;
            int zeros = zero.tensor().size();
            if (!fits || zeros != 1 && zeros != extent) {
                throw node.refuse(
                        "has "
                                + scale.shape()
                                + " scales along axis "
                                + axis
                                + " of "
                                + value.shape(),
                        "one scale and zero point, or one per place of the axis");
            }
        }
        return new Codes(scale, zero, type, axis);
    }

    private static Stored fixed(Stored numbers) {
        return new Stored(numbers.name(), numbers.tensor(), numbers.type(), false);
    }

    /** Adds the clip, or the rounding, that codes mean, and lets the node's output stand for it. */
    static void quantise(
            OnnxNode node, String part, Value value, Codes codes, Conversion conversion)
            throws FormatException {
        if (!codes.type().narrow()) {
            throw node.refuse("makes codes of type " + codes.type(), "8 or 16 bits");
        }
        boolean rounding = conversion.options().rounding();
        conversion.remark(
                "Activations that the file holds as integer codes are real numbers, "
                        + (rounding ? "rounded" : "clipped but not rounded")
                        + " to what the codes can stand for.");
        Value result =
                codes.uniform()
                        ? uniform(node, part, value, codes, conversion)
                        : perAxis(node, part, value, codes, conversion);
        conversion.define(node, 0, result);
        conversion.codes(node.output(0).orElse(""), codes);
    }

    private static Value uniform(
            OnnxNode node, String part, Value value, Codes codes, Conversion conversion)
            throws FormatException {
        double scale = codes.scale().tensor().get(0);
        Operator operator = quantise(node, scale, codes);
        if (!conversion.options().rounding()) {
            double zero = codes.zero().tensor().get(0);
            double low = (codes.type().low() - zero) * scale;
            double high = (codes.type().high() - zero) * scale;
            operator = new Operator.Activation(ActivationFunction.CLIP, low, high);
        }
        return conversion.apply(node, part, operator, value);
    }

    private static Value perAxis(
            OnnxNode node, String part, Value value, Codes codes, Conversion conversion)
            throws FormatException {
        boolean rounding = conversion.options().rounding();
        Stored scale = along(codes, codes.scale(), value.shape(), "scale", node);
        Value numbers = value;
        if (rounding) {
            Value quotient =
                    ArithmeticConverter.combine(
                            node, "quotient", ArithmeticKind.DIVIDE, value, scale, conversion);
            Operator round = new Operator.Activation(ActivationFunction.ROUND, 0);
            numbers = conversion.apply(node, "rounded", round, quotient);
        }
        Stored zero = along(codes, codes.zero(), value.shape(), "zero", node);
        long[] ends = {codes.type().low(), codes.type().high()};
        ArithmeticKind[] kinds = {ArithmeticKind.MAXIMUM, ArithmeticKind.MINIMUM};
        for (int i = 0; i < ends.length; i++) {
            double end = ends[i];
            Tensor bound = StoredMath.zip(scale, zero, (s, z) -> (end - z) * (rounding ? 1 : s));
            String name = node.name() + (i == 0 ? "/low" : "/high");
            Stored limit = new Stored(name, bound, ElementType.FLOAT, false);
            String last = i == 1 && !rounding ? part : name.substring(node.name().length() + 1);
            numbers = ArithmeticConverter.combine(node, last, kinds[i], numbers, limit, conversion);
        }
        return rounding
                ? ArithmeticConverter.combine(
                        node, part, ArithmeticKind.MULTIPLY, numbers, scale, conversion)
                : numbers;
    }

    /** Numbers per place of an axis in a shape that broadcasts to the tensor's. */
    private static Stored along(
            Codes codes, Stored numbers, Shape shape, String what, OnnxNode node) {
        String name = node.name() + "/" + what;
        Tensor single = Stored.tensor(numbers.shape(), numbers.tensor().toDoubles(), true);
        Stored named = new Stored(name, single, ElementType.FLOAT, false);
        if (numbers.tensor().size() == 1) {
            return named.reshaped(Shape.scalar());
        }
        List<Integer> extents = new ArrayList<>(List.of(numbers.tensor().size()));
        for (int axis = codes.axis() + 1; axis < shape.rank(); axis++) {
            extents.add(1);
        }
        return named.reshaped(Shape.of(extents));
    }

    /** D: codes become real numbers. */
    static void dequantise(OnnxNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        Codes meaning = codes(node, conversion, 1, 2, value);
        conversion.define(node, 0, real(node, 0, meaning, conversion));
    }

    /** The real numbers that a node's input stands for. */
    static Value real(OnnxNode node, int index, Codes meaning, Conversion conversion)
            throws FormatException {
        Value value = conversion.value(node, index);
        if (value instanceof Stored stored) {
            conversion.require(node, stored.shape());
            conversion.remark("Quantised weights were taken as the real numbers they stand for.");
            return dequantised(stored, meaning);
        }
        String name = node.requireInput(index);
        Optional<Codes> known = conversion.codes(name);
        if (known.isPresent() && known.get().same(meaning)
                || known.isPresent() && sameNumbers(known.get(), meaning)) {
            return value;
        }
        Value codes =
                known.isPresent()
                        ? coded(name, (Value.Computed) value, known.get(), conversion)
                        : value;
        conversion.remark("Integer codes '" + name + "' are turned into numbers by arithmetic.");
        String part = "input" + index;
        Stored zero = along(meaning, meaning.zero(), value.shape(), part + "/zero", node);
        Stored scale = along(meaning, meaning.scale(), value.shape(), part + "/scale", node);
        Value centred =
                ArithmeticConverter.combine(
                        node, part + "/centred", ArithmeticKind.SUBTRACT, codes, zero, conversion);
        return ArithmeticConverter.combine(
                node, part, ArithmeticKind.MULTIPLY, centred, scale, conversion);
    }

    /** Whether scale and zero point are equal, though of different shape or type. */
    private static boolean sameNumbers(Codes one, Codes other) {
        return one.uniform()
                && other.uniform()
                && one.scale().tensor().get(0) == other.scale().tensor().get(0)
                && one.zero().tensor().get(0) == other.zero().tensor().get(0);
    }

    /** The codes of an activation: x / scale + zero. */
    static Value.Computed coded(
            String name, Value.Computed value, Codes codes, Conversion conversion)
            throws FormatException {
        NodeProto proto = NodeProto.newBuilder().setOpType("QuantizeLinear").build();
        OnnxNode node = new OnnxNode(proto, name + "/codes", Integer.MAX_VALUE);
        conversion.remark("'" + name + "' is given as codes, x / scale + zero point.");
        Stored scale = along(codes, codes.scale(), value.shape(), "scale", node);
        Stored zero = along(codes, codes.zero(), value.shape(), "zero", node);
        Value quotient =
                ArithmeticConverter.combine(
                        node, "quotient", ArithmeticKind.DIVIDE, value, scale, conversion);
        Value sum =
                ArithmeticConverter.combine(
                        node, "", ArithmeticKind.ADD, quotient, zero, conversion);
        return (Value.Computed) sum;
    }

    /** Stored codes as real numbers; they stay the same tensor of the file. */
    static Stored dequantised(Stored stored, Codes codes) {
        float[] values = new float[stored.tensor().size()];
        for (int i = 0; i < values.length; i++) {
            int place = place(stored.shape(), codes.axis(), i);
            double zero = at(codes.zero(), place);
            values[i] = (float) ((stored.tensor().get(i) - zero) * at(codes.scale(), place));
        }
        Tensor tensor = Tensor.of(stored.shape(), values);
        return new Stored(stored.name(), tensor, ElementType.FLOAT, stored.initialiser());
    }

    private static Stored quantised(Stored stored, Codes codes) {
        double low = codes.type().low();
        double high = codes.type().high();
        DoubleUnaryOperator clip = code -> Math.max(low, Math.min(code, high));
        float[] values = new float[stored.tensor().size()];
        for (int i = 0; i < values.length; i++) {
            int place = place(stored.shape(), codes.axis(), i);
            double code = Math.rint(stored.tensor().get(i) / at(codes.scale(), place));
            values[i] = (float) clip.applyAsDouble(code + at(codes.zero(), place));
        }
        Tensor tensor = Tensor.of(stored.shape(), values);
        return new Stored(stored.name(), tensor, codes.type(), stored.initialiser());
    }

    private static double at(Stored numbers, int place) {
        return numbers.tensor().get(numbers.tensor().size() == 1 ? 0 : place);
    }

    /** Where along an axis a position lies. */
    private static int place(Shape shape, int axis, int position) {
        return shape.rank() == 0 ? 0 : position / shape.tail(axis + 1).size() % shape.extent(axis);
    }
}

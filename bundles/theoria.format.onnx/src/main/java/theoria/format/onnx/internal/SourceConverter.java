package theoria.format.onnx.internal;

import ai.onnx.proto.OnnxMl.AttributeProto;

import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators that give numbers known at load, and those that hand on what they take. */
final class SourceConverter {
    private SourceConverter() {}

    static void constant(OnnxNode node, Conversion conversion) throws FormatException {
        String name = node.output(0).orElse(node.name());
        Stored value = constantValue(node, conversion).named(name);
        if (node.note(Notes.CONSTANT).isPresent()) {
            conversion.add(node, new Operator.Constant(value.tensor()));
            return;
        }
        conversion.define(node, 0, value);
    }

    private static Stored constantValue(OnnxNode node, Conversion conversion)
            throws FormatException {
        for (AttributeProto attribute : node.proto().getAttributeList()) {
            switch (attribute.getName()) {
                case "value":
                    return conversion.tensors().read(attribute.getT(), false);
                case "value_float":
                    return real(Shape.scalar(), new float[] {attribute.getF()});
                case "value_floats":
                    float[] reals = new float[attribute.getFloatsCount()];
                    for (int i = 0; i < reals.length; i++) {
                        reals[i] = attribute.getFloats(i);
                    }
                    return real(Shape.of(reals.length), reals);
                case "value_int":
                    return Stored.wholes("", Shape.scalar(), attribute.getI());
                case "value_ints":
                    double[] wholes = new double[attribute.getIntsCount()];
                    for (int i = 0; i < wholes.length; i++) {
                        wholes[i] = attribute.getInts(i);
                    }
                    return Stored.wholes("", Shape.of(wholes.length), wholes);
                default:
            }
        }
        throw node.refuse("has no value", "a tensor or numbers");
    }

    private static Stored real(Shape shape, float[] values) {
        return new Stored("", Tensor.of(shape, values), ElementType.FLOAT, false);
    }

    static void identity(OnnxNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        Optional<String> parameter = node.note(Notes.PARAMETER);
        if (!(value instanceof Stored stored)) {
            conversion.add(node, new Operator.Identity(), conversion.activation(node, 0));
        } else if (parameter.isPresent()) {
            Role role = role(node, parameter.get());
            Operator operator = new Operator.Parameter(role, stored.shape());
            conversion.add(node, operator, List.of(), Map.of(role, conversion.block(stored)));
        } else {
            conversion.define(node, 0, stored);
        }
    }

    private static Role role(OnnxNode node, String word) throws FormatException {
        for (Role role : Role.values()) {
            if (role.name().equals(word) && role.trainable()) {
                return role;
            }
        }
        throw node.refuse("is noted as '" + word + "'", "KERNEL, BIAS, SCALE or SHIFT");
    }

    static void dropout(OnnxNode node, Conversion conversion) throws FormatException {
        double rate = node.real("ratio", 0.5);
        if (node.input(1).isPresent()) {
            double given = conversion.requireStored(node, 1).one(node.where() + ": the ratio");
            rate = node.exact("ratio", given);
        }
        if (node.input(2).isPresent() && !conversion.requireStored(node, 2).all(0)) {
            throw node.refuse("runs in training mode", "inference mode");
        }
        conversion.add(node, new Operator.Dropout(rate), conversion.activation(node, 0));
    }

    static void cast(OnnxNode node, Conversion conversion) throws FormatException {
        String word = node.word("to", "");
        int number = node.integer("to", 1);
        ElementType type =
                (word.isEmpty() ? ElementType.of(number) : ElementType.named(word))
                        .orElseThrow(
                                () ->
                                        node.refuse(
                                                "casts to element type " + number + word,
                                                "real or whole numbers"));
        Value value = conversion.value(node, 0);
        if (value instanceof Stored stored) {
            conversion.define(node, 0, cast(stored, type));
            return;
        }
        if (type.whole()) {
            throw node.refuse("casts an activation to " + type, "FLOAT or DOUBLE");
        }
        conversion.remark(
                node.where()
                        + " to "
                        + type
                        + " is taken as the identity: the engine's precision counts.");
        conversion.add(node, new Operator.Identity(), conversion.activation(node, 0));
    }

    /** Stored numbers in another type; a number of the batch is not followed into real numbers. */
    private static Stored cast(Stored source, ElementType type) {
        boolean kept = source.integers() && type.whole() && type != ElementType.BOOL;
        boolean same = !source.integers() && !type.whole() && type.single() == source.single();
        if (kept || same) {
            return new Stored(source.name(), source.tensor(), type, source.initialiser());
        }
        double[] values = new double[source.tensor().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = cast(source.tensor().get(i), source.integers(), type);
        }
        Tensor tensor = Stored.tensor(source.shape(), values, type.single());
        return new Stored(source.name(), tensor, type, source.initialiser());
    }

    private static double cast(double value, boolean whole, ElementType type) {
        if (whole && !Double.isFinite(value) || type.whole() && !Double.isFinite(value)) {
            return Stored.OF_BATCH;
        }
        if (type == ElementType.BOOL) {
            return value == 0 ? 0 : 1;
        }
        boolean cut = type.whole();
        return cut ? (value < 0 ? Math.ceil(value) : Math.floor(value)) : value;
    }

    /** Shape: the extent of the batch is not known. */
    static void shape(OnnxNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        double[] extents = new double[value.rank()];
        for (int axis = 0; axis < extents.length; axis++) {
            boolean batch = axis < value.lead();
            extents[axis] = batch ? Stored.BATCH : value.shape().extent(axis - value.lead());
        }
        int start = clamped(node.integer("start", 0), extents.length);
        int end = clamped(node.integer("end", extents.length), extents.length);
        double[] part = Arrays.copyOfRange(extents, start, Math.max(start, end));
        conversion.define(node, 0, Stored.wholes(node.name(), Shape.of(part.length), part));
    }

    private static int clamped(int place, int rank) {
        return Math.max(0, Math.min(place < 0 ? place + rank : place, rank));
    }

    static void size(OnnxNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        double size = value.lead() == 1 ? Stored.OF_BATCH : value.shape().size();
        conversion.define(node, 0, Stored.wholes(node.name(), Shape.scalar(), size));
    }

    static void constantOfShape(OnnxNode node, Conversion conversion) throws FormatException {
        Stored extents = conversion.requireStored(node, 0);
        Shape shape = Shape.of(extents.ints(node.where() + ": the shape"));
        conversion.require(node, shape);
        Optional<AttributeProto> given = node.attribute("value");
        Stored number =
                given.isPresent()
                        ? conversion.tensors().read(given.get().getT(), false)
                        : real(Shape.of(1), new float[1]);
        double value = number.one(node.where() + ": the value");
        Tensor tensor;
        if (number.single()) {
            float[] values = new float[shape.size()];
            Arrays.fill(values, (float) value);
            tensor = Tensor.of(shape, values);
        } else {
            double[] values = new double[shape.size()];
            Arrays.fill(values, value);
            tensor = Tensor.of(shape, values);
        }
        String name = node.output(0).orElse(node.name());
        conversion.define(node, 0, new Stored(name, tensor, number.type(), false));
    }

    static void range(OnnxNode node, Conversion conversion) throws FormatException {
        Stored first = conversion.requireStored(node, 0);
        double start = first.one(node.where() + ": the start");
        double limit = conversion.requireStored(node, 1).one(node.where() + ": the limit");
        double delta = conversion.requireStored(node, 2).one(node.where() + ": the delta");
        double count = Math.max(0, Math.ceil((limit - start) / delta));
        if (!(count <= Integer.MAX_VALUE)) {
            throw node.refuse(
                    "counts from " + start + " to " + limit + " by " + delta, "fixed numbers");
        }
        Shape shape = Shape.of((int) count);
        conversion.require(node, shape);
        double[] values = new double[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = start + i * delta;
        }
        Tensor tensor = Stored.tensor(shape, values, first.single());
        conversion.define(node, 0, new Stored(node.name(), tensor, first.type(), false));
    }
}

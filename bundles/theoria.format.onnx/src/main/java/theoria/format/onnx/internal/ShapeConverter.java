package theoria.format.onnx.internal;

import ai.onnx.proto.OnnxMl.AttributeProto;

import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Operators that move numbers, or do nothing; of stored tensors they are worked out at once. */
final class ShapeConverter {
    private ShapeConverter() {}

    static void constant(OnnxNode node, Conversion conversion) throws FormatException {
        String name = node.proto().getOutput(0);
        Optional<AttributeProto> value = node.attribute("value");
        Stored stored;
        if (value.isPresent()) {
            stored = TensorReader.read(value.get().getT(), false);
        } else if (node.attribute("value_float").isPresent()) {
            float number = (float) node.real("value_float", 0);
            stored = stored(Tensor.of(Shape.scalar(), new float[] {number}), false);
        } else if (node.attribute("value_int").isPresent()) {
            double number = node.integer("value_int", 0);
            stored = stored(Tensor.of(Shape.scalar(), new double[] {number}), true);
        } else if (node.attribute("value_ints").isPresent()) {
            double[] numbers =
                    node.integers("value_ints", List.of()).stream()
                            .mapToDouble(Integer::doubleValue)
                            .toArray();
            stored = stored(Tensor.of(Shape.of(numbers.length), numbers), true);
        } else {
            throw node.refuse("has no value", "a tensor");
        }
        if (node.note(Notes.CONSTANT).isPresent()) {
            conversion.add(node, new Operator.Constant(stored.tensor()));
            return;
        }
        conversion.store(name, new Stored(name, stored.tensor(), stored.integers(), false));
    }

    private static Stored stored(Tensor tensor, boolean integers) {
        return new Stored("", tensor, integers, false);
    }

    static void identity(OnnxNode node, Conversion conversion) throws FormatException {
        Optional<Stored> stored = conversion.stored(node.requireInput(0));
        if (stored.isPresent()) {
            Optional<String> parameter = node.note(Notes.PARAMETER);
            if (parameter.isPresent()) {
                conversion.parameter(node, stored.get(), role(node, parameter.get()));
            } else {
                conversion.store(node.proto().getOutput(0), stored.get());
            }
            return;
        }
        conversion.add(node, new Operator.Identity(), conversion.activation(node, 0));
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
        Optional<String> given = node.input(1);
        if (given.isPresent()) {
            rate = node.exact("ratio", conversion.requireStored(node, 1).tensor().get(0));
        }
        conversion.add(node, new Operator.Dropout(rate), conversion.activation(node, 0));
    }

    static void flatten(OnnxNode node, Conversion conversion) throws FormatException {
        int axis = node.integer("axis", 1);
        String input = conversion.activation(node, 0);
        Shape shape = conversion.shape(input);
        boolean fromFirst = axis == 1 || axis == -shape.rank();
        if (!fromFirst) {
            throw node.refuse("flattens from axis " + axis, "axis 1, all of an example");
        }
        conversion.add(node, new Operator.Flatten(), input);
    }

    static void reshape(OnnxNode node, Conversion conversion) throws FormatException {
        int[] target =
                node.attribute("shape").isPresent()
                        ? ints(node.integers("shape", List.of()))
                        : conversion.requireStored(node, 1).ints(node.where() + ": the shape");
        Optional<Stored> stored = conversion.stored(node.requireInput(0));
        if (stored.isPresent()) {
            Shape shape = resolve(node, target, stored.get().shape(), 0);
            conversion.store(node.proto().getOutput(0), stored.get().reshaped(shape));
            return;
        }
        String input = conversion.activation(node, 0);
        boolean keepsBatch =
                target.length > 0
                        && (target[0] == 0
                                || target[0] == -1
                                || target[0] == conversion.fixedBatch());
        if (!keepsBatch) {
            throw node.refuse(
                    "reshapes a batch to " + java.util.Arrays.toString(target),
                    "a shape that begins with the batch (0 or -1)");
        }
        Shape shape = resolve(node, target, conversion.shape(input), 1);
        boolean flat = shape.rank() == 1;
        conversion.add(node, flat ? new Operator.Flatten() : new Operator.Reshape(shape), input);
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The target with 0 (copy) and -1 (the rest) worked out, without its first {@code skip}. */
    private static Shape resolve(OnnxNode node, int[] target, Shape input, int skip)
            throws FormatException {
        int[] extents = java.util.Arrays.copyOfRange(target, skip, target.length);
        long known = 1;
        int open = -1;
        for (int i = 0; i < extents.length; i++) {
            if (extents[i] == 0 && i < input.rank()) {
                extents[i] = input.extent(i);
            }
            if (extents[i] == -1 && open < 0) {
                open = i;
            } else {
                known *= Math.max(0, extents[i]);
            }
        }
        if (open >= 0 && known > 0 && input.size() % known == 0) {
            extents[open] = (int) (input.size() / known);
            known *= extents[open];
        }
        if (known != input.size() || java.util.Arrays.stream(extents).anyMatch(e -> e < 0)) {
            throw node.refuse(
                    "reshapes " + input + " to " + java.util.Arrays.toString(target),
                    "as many numbers");
        }
        return Shape.of(extents);
    }

    static void transpose(OnnxNode node, Conversion conversion) throws FormatException {
        Stored stored = conversion.requireStored(node, 0);
        List<Integer> order = node.integers("perm", List.of(1, 0));
        if (stored.shape().rank() != 2 || !order.equals(List.of(1, 0))) {
            throw node.refuse("permutes " + stored.shape() + " by " + order, "a stored matrix");
        }
        conversion.store(node.proto().getOutput(0), stored.transposed());
    }

    static void squeeze(OnnxNode node, Conversion conversion) throws FormatException {
        boolean adding = node.operator().equals("Unsqueeze");
        Optional<Stored> stored = conversion.stored(node.requireInput(0));
        List<Integer> axes = axes(node, conversion);
        if (stored.isPresent()) {
            Shape shape =
                    adding
                            ? inserted(node, stored.get().shape(), axes, 0)
                            : removed(node, stored.get().shape(), axes, 0);
            conversion.store(node.proto().getOutput(0), stored.get().reshaped(shape));
            return;
        }
        String input = conversion.activation(node, 0);
        Shape example = conversion.shape(input);
        Shape shape = adding ? inserted(node, example, axes, 1) : removed(node, example, axes, 1);
        conversion.add(node, new Operator.Reshape(shape), input);
    }

    private static List<Integer> axes(OnnxNode node, Conversion conversion) throws FormatException {
        if (node.input(1).isPresent()) {
            List<Integer> axes = new ArrayList<>();
            for (int axis : conversion.requireStored(node, 1).ints(node.where() + ": axes")) {
                axes.add(axis);
            }
            return axes;
        }
        return node.integers("axes", List.of());
    }

    private static Shape removed(OnnxNode node, Shape shape, List<Integer> axes, int batch)
            throws FormatException {
        int rank = shape.rank() + batch;
        List<Integer> kept = new ArrayList<>();
        for (int axis = batch; axis < rank; axis++) {
            boolean named = axes.contains(axis) || axes.contains(axis - rank);
            int extent = shape.extent(axis - batch);
            boolean goes = axes.isEmpty() ? extent == 1 : named;
            if (goes && extent != 1) {
                throw node.refuse("removes an axis of extent " + extent, "extent 1");
            }
            if (!goes) {
                kept.add(extent);
            }
        }
        return Shape.of(kept);
    }

    private static Shape inserted(OnnxNode node, Shape shape, List<Integer> axes, int batch)
            throws FormatException {
        int rank = shape.rank() + batch + axes.size();
        TreeSet<Integer> places = new TreeSet<>();
        for (int axis : axes) {
            places.add(axis < 0 ? axis + rank : axis);
        }
        if (places.size() != axes.size()
                || places.isEmpty()
                || places.first() < batch
                || places.last() >= rank) {
            throw node.refuse("inserts axes " + axes + " into " + shape, "axes of the examples");
        }
        List<Integer> extents = new ArrayList<>();
        int next = 0;
        for (int axis = batch; axis < rank; axis++) {
            extents.add(places.contains(axis) ? 1 : shape.extent(next++));
        }
        return Shape.of(extents);
    }

    static void concat(OnnxNode node, Conversion conversion) throws FormatException {
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < node.proto().getInputCount(); i++) {
            inputs.add(conversion.activation(node, i));
        }
        if (inputs.isEmpty()) {
            throw node.refuse("has no input", "at least one");
        }
        Shape first = conversion.shape(inputs.get(0));
        int axis = conversion.axis(node, node.integer("axis", 1), first);
        conversion.add(node, new Operator.Concat(axis), inputs, java.util.Map.of());
    }

    static void mean(OnnxNode node, Conversion conversion) throws FormatException {
        String input = conversion.activation(node, 0);
        Shape shape = conversion.shape(input);
        TreeSet<Integer> axes = new TreeSet<>();
        for (int axis : axes(node, conversion)) {
            axes.add(conversion.axis(node, axis, shape));
        }
        if (axes.isEmpty()) {
            throw node.refuse("averages over everything", "axes of the examples");
        }
        boolean keep = node.integer("keepdims", 1) != 0;
        conversion.add(node, new Operator.Mean(List.copyOf(axes), keep), input);
    }

    static void pad(OnnxNode node, Conversion conversion) throws FormatException {
        String mode = node.word("mode", "constant");
        String input = conversion.activation(node, 0);
        Shape shape = conversion.shape(input);
        int rank = shape.rank() + 1;
        int[] pads =
                node.input(1).isPresent()
                        ? conversion.requireStored(node, 1).ints(node.where() + ": pads")
                        : ints(node.integers("pads", node.integers("paddings", List.of())));
        boolean fits = pads.length == 2 * rank && pads[0] == 0 && pads[rank] == 0;
        if (!mode.equals("constant") || !fits || node.input(3).isPresent()) {
            throw node.refuse(
                    "pads by " + java.util.Arrays.toString(pads) + " in mode " + mode,
                    "constant padding of the examples' axes");
        }
        double value = node.real("value", 0);
        if (node.input(2).isPresent()) {
            value = node.exact("value", conversion.requireStored(node, 2).tensor().get(0));
        }
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int axis = 1; axis < rank; axis++) {
            before.add(pads[axis]);
            after.add(pads[rank + axis]);
        }
        conversion.add(node, new Operator.Pad(before, after, value), input);
    }

    static void cast(OnnxNode node, Conversion conversion) throws FormatException {
        int type = node.integer("to", 1);
        Precision precision = type == 11 ? Precision.DOUBLE : Precision.FLOAT;
        if (type != 1 && type != 11) {
            throw node.refuse("casts to element type " + type, "FLOAT or DOUBLE");
        }
        conversion
                .remarks()
                .add(
                        node.where()
                                + " to "
                                + precision.word()
                                + " is taken as the identity: the engine's precision counts.");
        identity(node, conversion);
    }
}

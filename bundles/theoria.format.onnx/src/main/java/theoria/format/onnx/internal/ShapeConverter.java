package theoria.format.onnx.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Operators that give the same numbers another shape. */
final class ShapeConverter {
    private ShapeConverter() {}

    static void flatten(OnnxNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        int said = node.integer("axis", 1);
        int axis = said < 0 ? said + value.rank() : said;
        if (axis < 0 || axis > value.rank()) {
            throw node.refuse("flattens from axis " + said, "at most " + value.rank());
        }
        if (value.lead() == 0) {
            int[] extents = value.shape().toArray();
            int rows = Shape.of(Arrays.copyOf(extents, axis)).size();
            Shape matrix = Shape.of(rows, value.shape().tail(axis).size());
            define(node, conversion, new Operator.Reshape(matrix), value);
            return;
        }
        int[] before = Arrays.copyOf(value.shape().toArray(), Math.max(0, axis - 1));
        if (axis == 0 || Shape.of(before).size() != 1) {
            throw node.refuse("flattens from axis " + said, "axis 1, all of an example");
        }
        define(node, conversion, new Operator.Flatten(), value);
    }

    private static void define(OnnxNode node, Conversion conversion, Operator operator, Value value)
            throws FormatException {
        conversion.define(node, 0, conversion.apply(node, "", operator, value));
    }

    static void reshape(OnnxNode node, Conversion conversion) throws FormatException {
        double[] target = target(node, conversion);
        Value value = conversion.value(node, 0);
        if (value.lead() == 1) {
            requireBatch(node, target, conversion.batch().fixed());
        }
        int[] extents = new int[target.length - value.lead()];
        for (int i = 0; i < extents.length; i++) {
            double extent = target[i + value.lead()];
            if (!Double.isFinite(extent) || Math.abs(extent) > Integer.MAX_VALUE) {
                throw node.refuse(
                        "has a target that depends on the number of examples in axis "
                                + (i + value.lead()),
                        "the batch as first axis");
            }
            extents[i] = (int) extent;
        }
        boolean zeroStays = node.integer("allowzero", 0) != 0;
        Shape shape = resolve(node, extents, value.shape(), zeroStays);
        boolean flat = shape.rank() == 1;
        define(
                node,
                conversion,
                flat ? new Operator.Flatten() : new Operator.Reshape(shape),
                value);
    }

    private static double[] target(OnnxNode node, Conversion conversion) throws FormatException {
        if (node.input(1).isEmpty()) {
            return node.integers("shape", List.of()).stream().mapToDouble(i -> i).toArray();
        }
        Stored target = conversion.requireStored(node, 1);
        if (!target.integers()) {
            throw node.refuse("has a target of " + target.tensor(), "whole numbers");
        }
        return target.tensor().toDoubles();
    }

    private static void requireBatch(OnnxNode node, double[] target, int fixed)
            throws FormatException {
        double first = target.length == 0 ? Stored.OF_BATCH : target[0];
        boolean keepsBatch =
                Double.isNaN(first)
                        || first == -1
                        || first == 0 && node.integer("allowzero", 0) == 0
                        || first > 0 && first == fixed;
        if (!keepsBatch) {
            throw node.refuse(
                    "reshapes a batch to " + text(target),
                    "a shape that begins with the batch (0 or -1)");
        }
    }

    private static String text(double[] numbers) {
        List<String> words = new ArrayList<>();
        for (double number : numbers) {
            words.add(Double.isFinite(number) ? Long.toString((long) number) : "batch");
        }
        return words.toString();
    }

    /** The target with 0 (copy) and -1 (the rest) worked out. */
    private static Shape resolve(OnnxNode node, int[] target, Shape input, boolean zeroStays)
            throws FormatException {
        int[] extents = target.clone();
        long known = 1;
        int open = -1;
        for (int i = 0; i < extents.length; i++) {
            if (extents[i] == 0 && !zeroStays && i < input.rank()) {
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
        if (known != input.size() || Arrays.stream(extents).anyMatch(e -> e < 0)) {
            throw node.refuse(
                    "reshapes " + input + " to " + Arrays.toString(target), "as many numbers");
        }
        return Shape.of(extents);
    }

    static void squeeze(OnnxNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        List<Integer> axes = node.integers("axes", 1, conversion, List.of());
        Shape shape = value.shape();
        int rank = value.rank();
        boolean ofBatch = value.lead() == 1 && (axes.contains(0) || axes.contains(-rank));
        if (ofBatch) {
            throw node.refuse("removes the axis of the batch", "axes of the examples");
        }
        List<Integer> kept = new ArrayList<>();
        for (int axis = value.lead(); axis < rank; axis++) {
            boolean named = axes.contains(axis) || axes.contains(axis - rank);
            int extent = shape.extent(axis - value.lead());
            boolean goes = axes.isEmpty() ? extent == 1 : named;
            if (goes && extent != 1) {
                throw node.refuse("removes an axis of extent " + extent, "extent 1");
            }
            if (!goes) {
                kept.add(extent);
            }
        }
        define(node, conversion, new Operator.Reshape(Shape.of(kept)), value);
    }

    static void unsqueeze(OnnxNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        List<Integer> axes = node.integers("axes", 1, conversion, List.of());
        int rank = value.rank() + axes.size();
        TreeSet<Integer> places = new TreeSet<>();
        for (int axis : axes) {
            places.add(axis < 0 ? axis + rank : axis);
        }
        if (places.size() != axes.size()
                || places.isEmpty()
                || places.first() < value.lead()
                || places.last() >= rank) {
            throw node.refuse(
                    "inserts axes " + axes + " into " + value.shape(), "axes of the examples");
        }
        List<Integer> extents = new ArrayList<>();
        int next = 0;
        for (int axis = value.lead(); axis < rank; axis++) {
            extents.add(places.contains(axis) ? 1 : value.shape().extent(next++));
        }
        define(node, conversion, new Operator.Reshape(Shape.of(extents)), value);
    }

    /** Expand: numpy's broadcasting of a tensor and a shape. */
    static void expand(OnnxNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        Stored target = conversion.requireStored(node, 1);
        double[] numbers = target.tensor().toDoubles();
        int skipped = 0;
        if (value.lead() == 1 && numbers.length >= value.rank()) {
            double first = numbers[0];
            boolean keepsBatch =
                    numbers.length == value.rank()
                            && (Double.isNaN(first)
                                    || first == 1
                                    || first == conversion.batch().fixed());
            if (!keepsBatch) {
                throw node.refuse(
                        "repeats a batch of " + value.shape() + " to " + text(numbers),
                        "the axis of the batch as it is");
            }
            skipped = 1;
        }
        int[] extents = new int[numbers.length - skipped];
        for (int i = 0; i < extents.length; i++) {
            double extent = numbers[i + skipped];
            if (!Double.isFinite(extent) || extent < 0 || extent > Integer.MAX_VALUE) {
                throw node.refuse("repeats to " + text(numbers), "extents of the examples");
            }
            extents[i] = (int) extent;
        }
        Shape shape = StoredMath.broadcast(value.shape(), Shape.of(extents));
        define(node, conversion, new Operator.Expand(shape), value);
    }
}

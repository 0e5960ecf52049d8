package theoria.format.onnx.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Resize and its predecessor Upsample, by factors or to extents, nearest or linear. */
final class ResizeConverter {
    /** Operator set from which on Resize says how coordinates are found. */
    private static final int SAYS_COORDINATES = 11;

    /** Stands for the scale or size of an axis that is left as it is. */
    private static final double LEFT = Double.POSITIVE_INFINITY;

    private ResizeConverter() {}

    static void resize(OnnxNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        boolean old = node.opset() < SAYS_COORDINATES;
        if (node.integer("antialias", 0) != 0) {
            throw node.refuse("smooths (antialias = 1)", "plain interpolation");
        }
        String policy = node.word("keep_aspect_ratio_policy", "stretch");
        if (!policy.equals("stretch")) {
            throw node.refuse("has keep_aspect_ratio_policy = " + policy, "stretch");
        }
        Operator.Coordinates coordinates =
                old ? Operator.Coordinates.ASYMMETRIC : coordinates(node);
        Operator.Rounding rounding = old ? Operator.Rounding.FLOOR : rounding(node);
        int scalesAt = old ? 1 : 2;
        boolean bySizes = !old && node.input(3).isPresent();
        double[] numbers = numbers(node, conversion, bySizes ? 3 : scalesAt);
        double[] all = full(node, numbers, value.rank());
        Plan plan = new Plan(node, value, conversion.batch().fixed());
        for (int axis = 0; axis < all.length; axis++) {
            if (bySizes) {
                plan.size(axis, all[axis]);
            } else {
                plan.scale(axis, all[axis]);
            }
        }
        add(node, conversion, value, plan, coordinates, rounding);
    }

    static void upsample(OnnxNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        double[] scales = upsampleScales(node, conversion);
        if (scales.length != value.rank()) {
            throw node.refuse("has " + scales.length + " scales", "one per axis");
        }
        Plan plan = new Plan(node, value, conversion.batch().fixed());
        for (int axis = 0; axis < scales.length; axis++) {
            plan.scale(axis, scales[axis]);
        }
        add(
                node,
                conversion,
                value,
                plan,
                Operator.Coordinates.ASYMMETRIC,
                Operator.Rounding.FLOOR);
    }

    private static double[] upsampleScales(OnnxNode node, Conversion conversion)
            throws FormatException {
        if (node.input(1).isPresent()) {
            return numbers(node, conversion, 1);
        }
        if (node.has("height_scale") || node.has("width_scale")) {
            return new double[] {1, 1, node.real("height_scale", 1), node.real("width_scale", 1)};
        }
        return node.attribute("scales")
                .map(scales -> scales.getFloatsList().stream().mapToDouble(f -> f).toArray())
                .orElse(new double[0]);
    }

    private static double[] numbers(OnnxNode node, Conversion conversion, int input)
            throws FormatException {
        return conversion.requireStored(node, input).tensor().toDoubles();
    }

    /** One number per axis, where the node may name some axes; LEFT for the others. */
    private static double[] full(OnnxNode node, double[] numbers, int rank) throws FormatException {
        List<Integer> axes = node.integers("axes", List.of());
        int expected = axes.isEmpty() ? rank : axes.size();
        if (numbers.length != expected) {
            throw node.refuse(
                    "has " + numbers.length + " scales or sizes", "one per axis, " + expected);
        }
        if (axes.isEmpty()) {
            return numbers;
        }
        double[] all = new double[rank];
        Arrays.fill(all, LEFT);
        for (int i = 0; i < axes.size(); i++) {
            all[axes.get(i) < 0 ? axes.get(i) + rank : axes.get(i)] = numbers[i];
        }
        return all;
    }

    private static void add(
            OnnxNode node,
            Conversion conversion,
            Value value,
            Plan plan,
            Operator.Coordinates coordinates,
            Operator.Rounding rounding)
            throws FormatException {
        String mode = node.word("mode", "nearest");
        boolean linear = mode.equals("linear") || mode.equals("bilinear");
        if (!linear && !mode.equals("nearest")) {
            throw node.refuse("interpolates in mode " + mode, "nearest or linear");
        }
        Operator operator =
                new Operator.Resize(linear, plan.extents, plan.scales, coordinates, rounding);
        conversion.define(node, 0, conversion.apply(node, "", operator, value));
    }

    private static Operator.Coordinates coordinates(OnnxNode node) throws FormatException {
        String mode = node.word("coordinate_transformation_mode", "half_pixel");
        switch (mode) {
            case "half_pixel":
                return Operator.Coordinates.HALF_PIXEL;
            case "pytorch_half_pixel":
                return Operator.Coordinates.PYTORCH_HALF_PIXEL;
            case "asymmetric":
                return Operator.Coordinates.ASYMMETRIC;
            case "align_corners":
                return Operator.Coordinates.ALIGN_CORNERS;
            default:
                throw node.refuse(
                        "has coordinate_transformation_mode = " + mode,
                        "half_pixel, pytorch_half_pixel, asymmetric or align_corners");
        }
    }

    private static Operator.Rounding rounding(OnnxNode node) throws FormatException {
        String mode = node.word("nearest_mode", "round_prefer_floor");
        switch (mode) {
            case "round_prefer_floor":
                return Operator.Rounding.HALF_DOWN;
            case "round_prefer_ceil":
                return Operator.Rounding.HALF_UP;
            case "floor":
                return Operator.Rounding.FLOOR;
            case "ceil":
                return Operator.Rounding.CEIL;
            default:
                throw node.refuse("has nearest_mode = " + mode, "a known rounding");
        }
    }

    /** Extents and scales per axis of an example. */
    private static final class Plan {
        private final OnnxNode node;
        private final int lead;
        private final int fixedBatch;
        private final Shape shape;
        private final List<Integer> extents;
        private final List<Double> scales;

        Plan(OnnxNode node, Value value, int fixedBatch) {
            this.node = node;
            this.lead = value.lead();
            this.fixedBatch = fixedBatch;
            this.shape = value.shape();
            this.extents = new ArrayList<>(Windows.extents(shape));
            this.scales = new ArrayList<>(Collections.nCopies(shape.rank(), 1.0));
        }

        /** Takes an axis of the file by a factor. */
        void scale(int axis, double scale) throws FormatException {
            if (axis < lead) {
                requireBatch(scale == LEFT || scale == 1);
            } else if (scale != LEFT) {
                double places = Math.floor(shape.extent(axis - lead) * scale);
                if (!(scale > 0) || places > Integer.MAX_VALUE) {
                    throw node.refuse("has the scale " + scale, "a number above 0");
                }
                extents.set(axis - lead, (int) places);
                scales.set(axis - lead, scale);
            }
        }

        /** Takes an axis of the file to a number of places. */
        void size(int axis, double size) throws FormatException {
            if (axis < lead) {
                requireBatch(Double.isNaN(size) || size == LEFT || size == fixedBatch);
            } else if (size != LEFT) {
                if (!(size >= 0) || size > Integer.MAX_VALUE) {
                    throw node.refuse("has the size " + size, "a fixed number");
                }
                extents.set(axis - lead, (int) size);
                scales.set(axis - lead, size / shape.extent(axis - lead));
            }
        }

        private void requireBatch(boolean kept) throws FormatException {
            if (!kept) {
                throw node.refuse("changes the number of examples", "the batch as it is");
            }
        }
    }
}

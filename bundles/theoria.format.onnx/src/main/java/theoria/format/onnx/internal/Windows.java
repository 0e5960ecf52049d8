package theoria.format.onnx.internal;

import theoria.core.model.graph.Window;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The attributes of sliding windows: strides, dilations, and padding, which is given or follows
 * from the input's extents.
 */
final class Windows {
    private static final String SAME_UPPER = "SAME_UPPER";
    private static final String SAME_LOWER = "SAME_LOWER";

    private Windows() {}

    static List<Integer> extents(Shape shape) {
        List<Integer> extents = new ArrayList<>();
        for (int extent : shape.toArray()) {
            extents.add(extent);
        }
        return extents;
    }

    /** The taps of a stored kernel, with which kernel_shape must agree if it is given. */
    static List<Integer> taps(OnnxNode node, Shape kernel) throws FormatException {
        List<Integer> taps = extents(kernel.tail(2));
        List<Integer> said = node.integers("kernel_shape", taps);
        if (!said.isEmpty() && !said.equals(taps)) {
            throw node.refuse(
                    "has the kernel_shape " + said + " and a kernel of " + kernel,
                    "the same places in both");
        }
        return taps;
    }

    /**
     * The window of a convolution or pooling.
     *
     * @param shape of the example that it slides over, channels first
     */
    static Window sliding(OnnxNode node, List<Integer> taps, Shape shape) throws FormatException {
        Window given = given(node, taps);
        String automatic = node.word("auto_pad", "NOTSET");
        switch (automatic) {
            case SAME_UPPER:
            case SAME_LOWER:
                return same(given, shape, automatic.equals(SAME_UPPER));
            default:
                return given;
        }
    }

    /** Stride, dilation and pads as they are given; none for VALID and what is worked out. */
    private static Window given(OnnxNode node, List<Integer> taps) throws FormatException {
        int rank = taps.size();
        List<Integer> ones = Collections.nCopies(rank, 1);
        List<Integer> zeros = Collections.nCopies(2 * rank, 0);
        List<Integer> stride = orDefault(node.integers("strides", ones), ones);
        List<Integer> dilation = orDefault(node.integers("dilations", ones), ones);
        List<Integer> pads = orDefault(node.integers("pads", zeros), zeros);
        if (stride.size() != rank || dilation.size() != rank || pads.size() != 2 * rank) {
            throw node.refuse(
                    "has strides " + stride + ", dilations " + dilation + ", pads " + pads,
                    "numbers for " + rank + " spatial axes");
        }
        String automatic = node.word("auto_pad", "NOTSET");
        switch (automatic) {
            case "NOTSET":
            case "":
                break;
            case "VALID":
            case SAME_UPPER:
            case SAME_LOWER:
                pads = zeros;
                break;
            default:
                throw node.refuse("has auto_pad = " + automatic, "a known padding");
        }
        try {
            return new Window(
                    taps, stride, pads.subList(0, rank), pads.subList(rank, 2 * rank), dilation);
        } catch (IllegalArgumentException e) {
            throw new FormatException(
                    node.where()
                            + " has a bad window ("
                            + e.getMessage()
                            + "); expected one that fits its input",
                    e);
        }
    }

    private static List<Integer> orDefault(List<Integer> numbers, List<Integer> otherwise) {
        return numbers.isEmpty() ? otherwise : numbers;
    }

    /** Padding so that the output has ceil(length / stride) places; an odd rest goes one side. */
    private static Window same(Window window, Shape shape, boolean upper) {
        List<Integer> totals = new ArrayList<>();
        for (int axis = 0; axis < window.rank(); axis++) {
            int length = shape.extent(axis + 1);
            int stride = window.stride().get(axis);
            int positions = (length + stride - 1) / stride;
            totals.add(Math.max(0, (positions - 1) * stride + span(window, axis) - length));
        }
        return padded(window, totals, upper);
    }

    private static int span(Window window, int axis) {
        return Math.addExact(
                Math.multiplyExact(window.dilation().get(axis), window.kernel().get(axis) - 1), 1);
    }

    /** Totals split in halves; an odd rest goes to the end if {@code upper}. */
    private static Window padded(Window window, List<Integer> totals, boolean upper) {
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int total : totals) {
            before.add(upper ? total / 2 : total - total / 2);
            after.add(upper ? total - total / 2 : total / 2);
        }
        return new Window(window.kernel(), window.stride(), before, after, window.dilation());
    }

    /**
     * The window of a transposed convolution.
     *
     * @param window of the convolution it transposes
     * @param outputPadding places added at the end of each axis
     */
    record Transposed(Window window, List<Integer> outputPadding) {}

    /**
     * Where the output's extents are given (or follow from {@code auto_pad}: input times stride),
     * the padding is what is too much; what is missing is added at the end.
     */
    static Transposed transposed(OnnxNode node, List<Integer> taps, Shape shape)
            throws FormatException {
        Window window = given(node, taps);
        int rank = taps.size();
        List<Integer> zeros = Collections.nCopies(rank, 0);
        List<Integer> extra = orDefault(node.integers("output_padding", zeros), zeros);
        List<Integer> wanted = node.integers("output_shape", List.of());
        String automatic = node.word("auto_pad", "NOTSET");
        boolean same = automatic.equals(SAME_UPPER) || automatic.equals(SAME_LOWER);
        if (wanted.isEmpty() && same) {
            wanted = new ArrayList<>();
            for (int axis = 0; axis < rank; axis++) {
                wanted.add(shape.extent(axis + 1) * window.stride().get(axis));
            }
        }
        if (extra.size() != rank || !wanted.isEmpty() && wanted.size() < rank) {
            throw node.refuse(
                    "has output_padding " + extra + " and output_shape " + wanted,
                    "numbers for " + rank + " spatial axes");
        }
        if (wanted.isEmpty()) {
            return new Transposed(window, extra);
        }
        List<Integer> places = wanted.subList(wanted.size() - rank, wanted.size());
        List<Integer> totals = new ArrayList<>();
        List<Integer> padding = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            int full =
                    window.stride().get(axis) * (shape.extent(axis + 1) - 1)
                            + span(window, axis)
                            + extra.get(axis);
            int surplus = full - places.get(axis);
            totals.add(Math.max(0, surplus));
            padding.add(extra.get(axis) + Math.max(0, -surplus));
        }
        return new Transposed(padded(window, totals, automatic.equals(SAME_UPPER)), padding);
    }
}

package theoria.format.tensorflow.internal;

import theoria.core.model.graph.Window;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The attributes of sliding windows, which count the axes of batch and channels. */
final class Windows {
    private Windows() {}

    /** The first extents of a shape. */
    static List<Integer> extents(Shape shape, int count) {
        List<Integer> extents = new ArrayList<>();
        for (int axis = 0; axis < count; axis++) {
            extents.add(shape.extent(axis));
        }
        return extents;
    }

    /**
     * The numbers of an attribute for the spatial axes; ones if it is not there.
     *
     * @throws FormatException if there are too few, or they concern batch or channels
     */
    static List<Integer> spatial(GraphNode node, String key, int axes) throws FormatException {
        List<Integer> all = node.integers(key);
        if (all.isEmpty()) {
            return Collections.nCopies(axes, 1);
        }
        int from = node.channelsFirst() ? 2 : 1;
        boolean fits = all.size() == axes + 2 && all.get(0) == 1;
        if (!fits || all.get(node.channelsFirst() ? 1 : axes + 1) != 1) {
            throw node.refuse("has " + key + " = " + all, "1 for batch and channels");
        }
        return all.subList(from, from + axes);
    }

    /**
     * The window of a convolution or pooling. Padding SAME is what gives ceil(length / stride)
     * places, the odd one at the end.
     *
     * @param taps places of the kernel
     * @param x what it slides over
     */
    static Window sliding(GraphNode node, List<Integer> taps, Value.Computed x)
            throws FormatException {
        int axes = taps.size();
        List<Integer> strides = spatial(node, "strides", axes);
        List<Integer> dilations = spatial(node, "dilations", axes);
        List<Integer> before = new ArrayList<>(Collections.nCopies(axes, 0));
        List<Integer> after = new ArrayList<>(before);
        String padding = node.word("padding", "");
        switch (padding) {
            case "VALID":
                break;
            case "SAME":
                for (int axis = 0; axis < axes; axis++) {
                    int length = x.shape().extent(node.channelsFirst() ? axis + 1 : axis);
                    int stride = Math.max(1, strides.get(axis));
                    int span = Math.multiplyExact(dilations.get(axis), taps.get(axis) - 1) + 1;
                    int places = (length - 1) / stride + 1;
                    int total = Math.max(0, (places - 1) * stride + span - length);
                    before.set(axis, total / 2);
                    after.set(axis, total - total / 2);
                }
                break;
            case "EXPLICIT":
                explicit(node, before, after);
                break;
            default:
                throw node.refuse("has padding '" + padding + "'", "SAME, VALID or EXPLICIT");
        }
        return new Window(taps, strides, before, after, dilations);
    }

    /**
     * The window of a transposed convolution.
     *
     * @param window of the convolution that it transposes
     * @param added places added at the end of each axis
     */
    record Transposed(Window window, List<Integer> added) {}

    /**
     * Of the places (length - 1) stride + span that an axis would have, padding takes away what is
     * more than the announced size, the odd one at the end; what is missing is added at the end.
     *
     * @param sizes what is put out, in the file's order with batch and channels
     */
    static Transposed transposed(
            GraphNode node, List<Integer> taps, Value.Computed x, double[] sizes)
            throws FormatException {
        List<Integer> strides = spatial(node, "strides", taps.size());
        List<Integer> dilations = spatial(node, "dilations", taps.size());
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        List<Integer> added = new ArrayList<>();
        String padding = node.word("padding", "");
        for (int axis = 0; axis < taps.size(); axis++) {
            int length = x.shape().extent(node.channelsFirst() ? axis + 1 : axis);
            long full =
                    (length - 1L) * strides.get(axis)
                            + (long) dilations.get(axis) * (taps.get(axis) - 1)
                            + 1;
            double size = sizes[axis + (node.channelsFirst() ? 2 : 1)];
            double surplus = full - size;
            boolean fits = Math.abs(surplus) <= Integer.MAX_VALUE && size >= 1;
            if (!fits || surplus > 0 && !padding.equals("SAME")) {
                throw node.refuse(
                        "puts out " + size + " places of " + full + " with padding " + padding,
                        "a size that fits");
            }
            int total = Math.max(0, (int) surplus);
            before.add(total / 2);
            after.add(total - total / 2);
            added.add(Math.max(0, (int) -surplus));
        }
        return new Transposed(new Window(taps, strides, before, after, dilations), added);
    }

    private static void explicit(GraphNode node, List<Integer> before, List<Integer> after)
            throws FormatException {
        List<Integer> pads = node.integers("explicit_paddings");
        if (pads.size() != 2 * before.size() + 4) {
            throw node.refuse("has explicit_paddings " + pads, "two numbers per axis");
        }
        int from = node.channelsFirst() ? 4 : 2;
        for (int axis = 0; axis < before.size(); axis++) {
            before.set(axis, pads.get(from + 2 * axis));
            after.set(axis, pads.get(from + 2 * axis + 1));
        }
    }
}

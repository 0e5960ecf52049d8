package theoria.engine.dl4j.internal.zip;

import theoria.core.model.graph.Window;
import theoria.core.model.load.FormatException;

import java.util.ArrayList;
import java.util.List;

/**
 * The sliding window of a convolution or pooling layer in DL4J's terms: kernel, stride, dilation
 * and either equal padding on both sides (modes Truncate and Strict) or the padding that makes the
 * output ceil(input / stride) long (mode Same: the odd place after, not before).
 */
final class Windows {
    private static final List<Integer> ONES = List.of(1, 1);
    private static final List<Integer> ZEROS = List.of(0, 0);

    private Windows() {}

    static List<Integer> kernel(Step step) throws FormatException {
        if (!step.body().has("kernelSize")) {
            throw step.body().refuse("lacks 'kernelSize'", "two numbers");
        }
        return step.body().extents("kernelSize", 1, ONES);
    }

    /**
     * The window along one axis.
     *
     * @param span places from the first to the last that it touches
     * @param stride places from one window to the next
     * @param padding places added on either side
     * @param same whether the padding follows from the input instead
     */
    record Axis(int span, int stride, int padding, boolean same) implements LengthRule {
        @Override
        public int outputLength(int length) {
            if (same) {
                return (length + stride - 1) / stride;
            }
            int free = length + 2 * padding - span;
            return free < 0 ? 0 : free / stride + 1;
        }

        @Override
        public boolean exact(int length) {
            return same ? length % stride == 0 : (length + 2 * padding - span) % stride == 0;
        }

        /** The rule of the transposed window: from the places of the output to their length. */
        LengthRule transposed() {
            return length -> same ? length * stride : stride * (length - 1) + span - 2 * padding;
        }
    }

    /**
     * The window along an axis.
     *
     * @param axis 0 for the height, 1 for the width
     */
    static Axis axis(Step step, int axis) throws FormatException {
        return new Axis(
                span(step, axis),
                step.body().extents("stride", 1, ONES).get(axis),
                padding(step).get(axis),
                same(step));
    }

    /** The window over an image of this height and width. */
    static Window window(Step step, int height, int width) throws FormatException {
        List<Integer> stride = step.body().extents("stride", 1, ONES);
        List<Integer> dilation = step.body().extents("dilation", 1, ONES);
        if (!same(step)) {
            List<Integer> padding = padding(step);
            return new Window(kernel(step), stride, padding, padding, dilation);
        }
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        int[] lengths = {height, width};
        for (int axis = 0; axis < lengths.length; axis++) {
            Axis along = axis(step, axis);
            int positions = along.outputLength(lengths[axis]);
            int needed = (positions - 1) * along.stride() + along.span() - lengths[axis];
            before.add(Math.max(0, needed) / 2);
            after.add(Math.max(0, needed) - Math.max(0, needed) / 2);
        }
        return new Window(kernel(step), stride, before, after, dilation);
    }

    /**
     * The window of a transposed convolution: in mode Same the output is stride times as long as
     * the input.
     */
    static Window transposed(Step step) throws FormatException {
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int axis = 0; axis < ONES.size(); axis++) {
            Axis along = axis(step, axis);
            int surplus = Math.max(0, along.span() - along.stride());
            before.add(along.same() ? surplus / 2 : along.padding());
            after.add(along.same() ? surplus - surplus / 2 : along.padding());
        }
        List<Integer> stride = step.body().extents("stride", 1, ONES);
        List<Integer> dilation = step.body().extents("dilation", 1, ONES);
        return new Window(kernel(step), stride, before, after, dilation);
    }

    private static int span(Step step, int axis) throws FormatException {
        int dilation = step.body().extents("dilation", 1, ONES).get(axis);
        return dilation * (kernel(step).get(axis) - 1) + 1;
    }

    private static List<Integer> padding(Step step) throws FormatException {
        return step.body().extents("padding", 0, ZEROS);
    }

    private static boolean same(Step step) throws FormatException {
        return mode(step).equals("Same");
    }

    /** Truncate, Strict or Same; files before 0.7 do not say and mean Truncate. */
    static String mode(Step step) throws FormatException {
        String mode = step.body().word("convolutionMode", "Truncate");
        if (!List.of("Truncate", "Strict", "Same").contains(mode)) {
            throw step.body()
                    .refuse("has convolutionMode = '" + mode + "'", "Truncate, Strict or Same");
        }
        return mode;
    }
}

package theoria.core.model.graph;

import java.util.List;

/**
 * A sliding window over d spatial axes. Along one axis with input length s, kernel k, stride t,
 * padding p<sub>0</sub> before and p<sub>1</sub> after and dilation e the number of positions is
 * floor((s + p<sub>0</sub> + p<sub>1</sub> - e (k - 1) - 1) / t) + 1; in ceil mode the quotient is
 * rounded up, but the last window must start inside the input or its padding before.
 *
 * @param kernel k per axis
 * @param stride t per axis
 * @param padBefore p0 per axis
 * @param padAfter p1 per axis
 * @param dilation e per axis
 */
public record Window(
        List<Integer> kernel,
        List<Integer> stride,
        List<Integer> padBefore,
        List<Integer> padAfter,
        List<Integer> dilation) {

    /**
     * Takes immutable copies.
     *
     * @throws IllegalArgumentException if the lists differ in length, or an entry is out of range
     */
    public Window {
        kernel = List.copyOf(kernel);
        stride = List.copyOf(stride);
        padBefore = List.copyOf(padBefore);
        padAfter = List.copyOf(padAfter);
        dilation = List.copyOf(dilation);
        int rank = kernel.size();
        if (stride.size() != rank
                || padBefore.size() != rank
                || padAfter.size() != rank
                || dilation.size() != rank) {
            throw new IllegalArgumentException(
                    "window of rank " + rank + " with lists of another length");
        }
        requireAtLeast("kernel", kernel, 1);
        requireAtLeast("stride", stride, 1);
        requireAtLeast("padding", padBefore, 0);
        requireAtLeast("padding", padAfter, 0);
        requireAtLeast("dilation", dilation, 1);
    }

    private static void requireAtLeast(String what, List<Integer> values, int least) {
        for (int value : values) {
            if (value < least) {
                throw new IllegalArgumentException(
                        what + " " + values + " has an entry below " + least);
            }
        }
    }

    /** A square 2-D window without dilation and with equal padding on all sides. */
    public static Window square(int kernel, int stride, int pad) {
        return new Window(
                List.of(kernel, kernel),
                List.of(stride, stride),
                List.of(pad, pad),
                List.of(pad, pad),
                List.of(1, 1));
    }

    /** Number of spatial axes d. */
    public int rank() {
        return kernel.size();
    }

    /** Whether some axis has different padding before and after. */
    public boolean asymmetric() {
        return !padBefore.equals(padAfter);
    }

    /** Whether some axis has a dilation above 1. */
    public boolean dilated() {
        return dilation.stream().anyMatch(d -> d != 1);
    }

    /**
     * Number of window positions along an axis.
     *
     * @throws ShapeException if the window is larger than the padded input
     */
    public int positions(int axis, int length, boolean ceilMode) {
        int span = dilation.get(axis) * (kernel.get(axis) - 1) + 1;
        int free = length + padBefore.get(axis) + padAfter.get(axis) - span;
        if (free < 0) {
            throw new ShapeException(
                    "a window of "
                            + span
                            + " does not fit into "
                            + length
                            + " with padding "
                            + padBefore.get(axis)
                            + " and "
                            + padAfter.get(axis));
        }
        int step = stride.get(axis);
        int positions = free / step + 1;
        boolean partial = ceilMode && free % step != 0;
        boolean startsInside = positions * step < length + padBefore.get(axis);
        return partial && startsInside ? positions + 1 : positions;
    }
}

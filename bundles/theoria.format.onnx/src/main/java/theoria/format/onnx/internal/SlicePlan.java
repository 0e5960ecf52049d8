package theoria.format.onnx.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Parts of axes as numpy and ONNX count them: negative places from the end, bounds clamped. */
final class SlicePlan {
    private final Shape shape;
    private final List<Integer> starts;
    private final List<Integer> steps;
    private final List<Integer> extents;

    /** All of a shape. */
    SlicePlan(Shape shape) {
        this.shape = shape;
        this.starts = new ArrayList<>(Collections.nCopies(shape.rank(), 0));
        this.steps = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
        this.extents = Windows.extents(shape);
    }

    /** Takes places start, start + step, ... before end of one axis. */
    void cut(int axis, int start, int end, int step) {
        int extent = shape.extent(axis);
        boolean forward = step > 0;
        long first = clamped(start, extent, 0, forward ? extent : extent - 1);
        long stop = clamped(end, extent, forward ? 0 : -1, forward ? extent : extent - 1);
        long span = forward ? stop - first : first - stop;
        long stride = Math.abs((long) step);
        long count = Math.max(0, (span + stride - 1) / stride);
        starts.set(axis, (int) (count == 0 ? 0 : first));
        steps.set(axis, count <= 1 ? 1 : step);
        extents.set(axis, (int) count);
    }

    private static long clamped(int place, int extent, int least, int most) {
        long counted = place < 0 ? (long) place + extent : place;
        return Math.max(least, Math.min(counted, most));
    }

    Operator.Slice slice() {
        return new Operator.Slice(starts, steps, extents);
    }
}

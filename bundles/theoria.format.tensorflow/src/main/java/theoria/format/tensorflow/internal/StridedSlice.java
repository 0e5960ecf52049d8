package theoria.format.tensorflow.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.List;

/**
 * Numpy's {@code x[begin:end:step, ...]} with TensorFlow's masks: bit i of a mask concerns entry i.
 * Entries that are masked in begin or end reach to the border, those of the shrink mask take one
 * place and drop the axis.
 */
final class StridedSlice {
    private final GraphNode node;
    private final Value value;
    private final List<Integer> starts = new ArrayList<>();
    private final List<Integer> steps = new ArrayList<>();
    private final List<Integer> extents = new ArrayList<>();
    private final List<Integer> kept = new ArrayList<>();

    private StridedSlice(GraphNode node, Value value) {
        this.node = node;
        this.value = value;
    }

    static void convert(GraphNode node, Conversion conversion) throws FormatException {
        if (node.integer("ellipsis_mask", 0) != 0 || node.integer("new_axis_mask", 0) != 0) {
            throw node.refuse("has an ellipsis or a new axis", "one entry per axis");
        }
        Value value = conversion.value(node, 0);
        int[] begin = conversion.stored(node, 1).ints(node.where() + ": the begin");
        int[] end = conversion.stored(node, 2).ints(node.where() + ": the end");
        int[] step = conversion.stored(node, 3).ints(node.where() + ": the steps");
        boolean fits = end.length == begin.length && step.length == begin.length;
        if (!fits || begin.length > value.rank() || begin.length > 31) {
            throw node.refuse(
                    "has " + begin.length + " entries for " + value.rank() + " axes",
                    "as many of begin, end and steps, at most one per axis");
        }
        StridedSlice plan = new StridedSlice(node, value);
        for (int i = 0; i < value.rank(); i++) {
            if (i < begin.length) {
                plan.entry(i, begin[i], end[i], step[i]);
            } else {
                plan.whole(i);
            }
        }
        Operator.Slice slice = new Operator.Slice(plan.starts, plan.steps, plan.extents);
        boolean all = Shape.of(plan.extents).equals(value.shape()) && !plan.steps.contains(-1);
        Value cut = all ? value : MoveConverter.sliced(node, plan.part(), value, slice, conversion);
        Shape shape = Shape.of(plan.kept);
        conversion.define(node, ShapeConverter.reshaped(node, cut, shape, conversion));
    }

    /** The name of the cut, if a node that drops axes follows. */
    private String part() {
        return kept.size() == extents.size() ? "" : "cut";
    }

    private void whole(int entry) {
        if (entry >= value.lead()) {
            take(0, 1, value.shape().extent(entry - value.lead()), false);
        }
    }

    private void take(int start, int step, int count, boolean drops) {
        starts.add(start);
        steps.add(step);
        extents.add(count);
        if (!drops) {
            kept.add(count);
        }
    }

    private void entry(int entry, int begin, int end, int step) throws FormatException {
        boolean fromBorder = bit("begin_mask", entry);
        boolean toBorder = bit("end_mask", entry);
        boolean drops = bit("shrink_axis_mask", entry);
        if (entry < value.lead()) {
            boolean all = (fromBorder || begin == 0) && toBorder && step == 1 && !drops;
            if (!all) {
                throw node.refuse("cuts the batch", "all of it");
            }
            return;
        }
        int extent = value.shape().extent(entry - value.lead());
        if (drops) {
            int place = begin < 0 ? begin + extent : begin;
            if (place < 0 || place >= extent) {
                throw node.refuse("takes place " + begin + " of " + extent, "a place of the axis");
            }
            take(place, 1, 1, true);
            return;
        }
        if (step == 0) {
            throw node.refuse("has a step of 0", "another one");
        }
        boolean forward = step > 0;
        long least = forward ? 0 : -1;
        long most = forward ? extent : extent - 1L;
        long first = fromBorder ? (forward ? least : most) : within(begin, extent, least, most);
        long stop = toBorder ? (forward ? most : least) : within(end, extent, least, most);
        long stride = Math.abs((long) step);
        long count = Math.max(0, ((forward ? stop - first : first - stop) + stride - 1) / stride);
        take(count == 0 ? 0 : (int) first, count <= 1 ? 1 : step, (int) count, false);
    }

    private static long within(int place, int extent, long least, long most) {
        long counted = place < 0 ? (long) place + extent : place;
        return Math.max(least, Math.min(counted, most));
    }

    private boolean bit(String mask, int entry) throws FormatException {
        return (node.integer(mask, 0) >> entry & 1) == 1;
    }
}

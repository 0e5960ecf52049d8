package theoria.engine.dl4j.internal.zip;

import java.util.List;

/**
 * A run of numbers in coefficients.bin.
 *
 * @param block name of the stored tensor they become
 * @param extents of the run, row-major
 * @param order the axis of the run that each axis of the tensor is, slowest first
 * @param logDeviation whether they are decimal logarithms of standard deviations
 */
record Slice(String block, List<Long> extents, List<Integer> order, boolean logDeviation) {
    Slice {
        extents = List.copyOf(extents);
        order = List.copyOf(order);
    }

    /** Numbers taken as they are. */
    static Slice of(String block, long length) {
        return new Slice(block, List.of(length), List.of(0), false);
    }

    /** How many numbers. */
    long length() {
        return extents.stream().reduce(1L, Math::multiplyExact);
    }

    /** What a stored number becomes: itself, or the variance (10^x)^2. */
    double value(double stored) {
        return logDeviation ? Math.pow(10, 2 * stored) : stored;
    }

    /** The numbers in the order of the tensor, row-major. */
    double[] placed(double[] run) {
        if (order.size() == 1) {
            return run;
        }
        long[] steps = steps();
        long[] place = new long[steps.length];
        double[] placed = new double[run.length];
        long position = 0;
        for (int i = 0; i < placed.length; i++) {
            placed[i] = run[Math.toIntExact(position)];
            for (int axis = steps.length - 1; axis >= 0; axis--) {
                position += steps[axis];
                if (++place[axis] < extents.get(order.get(axis))) {
                    break;
                }
                position -= steps[axis] * place[axis];
                place[axis] = 0;
            }
        }
        return placed;
    }

    /** How far apart in the run neighbours along each axis of the tensor lie. */
    private long[] steps() {
        long[] steps = new long[order.size()];
        long step = 1;
        for (int axis = steps.length - 1; axis >= 0; axis--) {
            steps[order.indexOf(axis)] = step;
            step *= extents.get(axis);
        }
        return steps;
    }
}

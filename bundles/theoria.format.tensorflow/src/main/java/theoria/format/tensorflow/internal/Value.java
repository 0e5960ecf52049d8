package theoria.format.tensorflow.internal;

import theoria.core.model.tensor.Shape;

/** What an output of a node of the file stands for: known numbers, or what a node computes. */
sealed interface Value permits Stored, Value.Computed {
    /** Shape of one example in the file's order of axes, or of the whole known tensor. */
    Shape shape();

    /** Number of axes of the file's tensor before {@link #shape()}: 1 if the batch is one. */
    int lead();

    /** Number of axes in the file. */
    default int rank() {
        return lead() + shape().rank();
    }

    /**
     * An activation.
     *
     * @param node of the graph that computes it
     * @param shape of one example in the file's order
     * @param lead 1 if the file's tensor has the batch as its first axis
     * @param turned whether the graph's node has first the axis that the file has last
     */
    record Computed(String node, Shape shape, int lead, boolean turned) implements Value {
        /** An axis of {@link #shape()} as one of the graph's node. */
        int own(int axis) {
            if (!turned) {
                return axis;
            }
            return axis == shape.rank() - 1 ? 0 : axis + 1;
        }
    }
}

package theoria.format.onnx.internal;

import theoria.core.model.tensor.Shape;

/** What a tensor name of the file stands for: stored numbers, or what a graph node computes. */
sealed interface Value permits Stored, Value.Computed {
    /** Shape of one example of an activation, or of the whole stored tensor. */
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
     * @param shape of one example
     * @param lead 1 if the file's tensor has the batch as its first axis
     */
    record Computed(String node, Shape shape, int lead) implements Value {}
}

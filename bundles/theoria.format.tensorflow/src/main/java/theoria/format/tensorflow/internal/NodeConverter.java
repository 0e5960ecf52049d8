package theoria.format.tensorflow.internal;

import theoria.core.model.load.FormatException;

/** Takes over the nodes of one operator. */
@FunctionalInterface
interface NodeConverter {
    /**
     * Adds what a node computes and lets its outputs stand for it.
     *
     * @throws FormatException if it does not fit or is not supported, naming the node
     */
    void convert(GraphNode node, Conversion conversion) throws FormatException;
}

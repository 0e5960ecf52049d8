package theoria.format.onnx.internal.write;

import theoria.core.model.graph.Node;

/** Adds to the file what stands for one node of the graph. */
@FunctionalInterface
interface NodeEmitter {
    /** Adds one or several nodes; the last puts out the node's tensor. */
    void emit(Node node, Emission emission);
}

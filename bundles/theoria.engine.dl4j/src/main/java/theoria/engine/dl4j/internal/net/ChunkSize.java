package theoria.engine.dl4j.internal.net;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;

/** How many examples pass through a network at a time: so many that their arrays fit a budget. */
final class ChunkSize {
    /** Numbers in all arrays of a pass; 16 MB in single precision, near a processor's cache. */
    private static final long BUDGET = 4L << 20;

    private static final int MOST = 256;

    private ChunkSize() {}

    /** A size that depends on the graph and the precision only. */
    static int of(NetworkGraph graph, Precision precision) {
        long numbers = 1;
        for (Node node : graph.nodes()) {
            Shape shape = graph.shape(node.name());
            numbers += shape.size();
            boolean unrolls =
                    precision == Precision.DOUBLE
                            && node.operator() instanceof Operator.Convolution;
            if (unrolls) {
                numbers += unrolled((Operator.Convolution) node.operator(), node, graph);
            }
        }
        return (int) Math.max(1, Math.min(MOST, BUDGET / numbers));
    }

    /** In double DL4J copies the input of each window of a convolution. */
    private static long unrolled(Operator.Convolution convolution, Node node, NetworkGraph graph) {
        long window = graph.shape(node.inputs().get(0)).extent(0);
        for (int extent : convolution.window().kernel()) {
            window *= extent;
        }
        return window * graph.shape(node.name()).tail(1).size();
    }
}

package theoria.core.model.graph;

/**
 * Where the loss of a network is computed. The loss is the mean softmax cross-entropy with natural
 * logarithm and no regularisation term, l(z, y) = log sum_j exp(z_j) - z_y. If the graph ends in a
 * Softmax or LogSoftmax node, z is that node's input - equal to -log p_y, but finite when p_y
 * underflows; otherwise, or on request, z is the raw output.
 *
 * @param scoresNode the node whose output, with extents of 1 dropped, are the scores (N,K)
 * @param lossNode the node whose output is z
 * @param kind which of the three was chosen, for the provenance
 */
public record LossHead(String scoresNode, String lossNode, Kind kind) {
    /** How z was chosen. */
    public enum Kind {
        /** The graph has no final softmax: z is its output. */
        SCORES("softmax cross-entropy of the outputs"),
        /** The graph ends in a softmax: z is that node's input. */
        SOFTMAX_INPUT("softmax cross-entropy of the final softmax node's input"),
        /** Asked for: z is the output whatever the graph ends in. */
        RAW("softmax cross-entropy of the raw outputs (on request)");

        private final String description;

        Kind(String description) {
            this.description = description;
        }

        /** A phrase for results and reports. */
        public String description() {
            return description;
        }
    }

    /** The head of a graph's first output; {@code raw} forces its outputs. */
    public static LossHead of(NetworkGraph graph, boolean raw) {
        String output = graph.output();
        if (raw) {
            return new LossHead(output, output, Kind.RAW);
        }
        Node last = graph.node(output);
        while (isShapeOnly(last.operator())) {
            last = graph.node(last.inputs().get(0));
        }
        if (last.operator() instanceof Operator.Softmax
                && spansAllClasses(graph, last, (Operator.Softmax) last.operator())) {
            return new LossHead(output, last.inputs().get(0), Kind.SOFTMAX_INPUT);
        }
        return new LossHead(output, output, Kind.SCORES);
    }

    private static boolean isShapeOnly(Operator operator) {
        return operator instanceof Operator.Identity
                || operator instanceof Operator.Flatten
                || operator instanceof Operator.Reshape
                || operator instanceof Operator.Dropout;
    }

    private static boolean spansAllClasses(NetworkGraph graph, Node node, Operator.Softmax op) {
        return graph.shape(node.name()).extent(op.axis()) == graph.shape(node.name()).size();
    }
}

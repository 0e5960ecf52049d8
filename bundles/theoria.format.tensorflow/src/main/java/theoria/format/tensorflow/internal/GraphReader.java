package theoria.format.tensorflow.internal;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Tensor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Translates a parsed graph: constants first, then inputs and layers in order, then outputs. */
public final class GraphReader {
    private static final String PLACEHOLDER = "Placeholder";
    private static final String WINNER = "ArgMax";
    private static final Map<String, NodeConverter> CONVERTERS = Converters.table();

    private final FileGraph file;

    /**
     * A reader of one graph.
     *
     * @param bytes of a GraphDef
     * @throws FormatException if its nodes do not fit together, or there is no input or output
     * @throws IOException if the bytes are no protobuf, or cut short
     */
    public GraphReader(byte[] bytes) throws FormatException, IOException {
        List<GraphNode> nodes = GraphParser.nodes(bytes);
        if (nodes.isEmpty()) {
            throw new FormatException("the graph has no nodes; expected some");
        }
        this.file = new FileGraph(nodes);
        if (file.ends().isEmpty()) {
            throw new FormatException(
                    "no node depends on a Placeholder; expected a network with an input");
        }
    }

    /**
     * The graph in the internal form.
     *
     * @param name of the network
     * @throws FormatException if a part is damaged or not supported, naming it
     */
    public ImportedModel read(String name) throws FormatException {
        for (GraphNode node : file.ordered()) {
            requireSupported(node); // what is not supported is told before anything else
        }
        NetworkGraph.Builder builder = NetworkGraph.builder(name);
        Conversion conversion = new Conversion(builder, file);
        for (GraphNode node : file.ordered()) {
            if (!file.fed(node)) {
                convert(node, conversion);
            }
        }
        Placeholders placeholders = new Placeholders(conversion);
        for (GraphNode node : file.ordered()) {
            if (node.operator().equals(PLACEHOLDER)) {
                guarded(node, () -> placeholders.convert(node));
            } else if (file.fed(node) && !conversion.joined(node) && !winner(node)) {
                convert(node, conversion);
            }
        }
        List<String> outputs = outputs(conversion);
        NetworkGraph graph;
        try {
            graph = builder.build(outputs.toArray(new String[0]));
        } catch (IllegalArgumentException e) {
            throw new FormatException(
                    "the nodes make no network (" + e.getMessage() + "); expected one", e);
        }
        return imported(graph, conversion);
    }

    /** A final ArgMax: it has no gradient, and of it nothing but the class can be seen. */
    private boolean winner(GraphNode node) {
        return node.operator().equals(WINNER) && file.consumers(node).isEmpty();
    }

    private void requireSupported(GraphNode node) throws FormatException {
        boolean known =
                node.operator().equals(PLACEHOLDER)
                        || CONVERTERS.containsKey(node.operator())
                        || winner(node);
        if (!known) {
            throw new FormatException(
                    "operator '"
                            + node.operator()
                            + "' of node '"
                            + node.name()
                            + "' is not supported; expected one that the guide lists");
        }
    }

    private interface Step {
        void run() throws FormatException;
    }

    /** What a malformed attribute breaks is told as a fault of the file. */
    private static void guarded(GraphNode node, Step step) throws FormatException {
        try {
            step.run();
        } catch (IllegalArgumentException
                | ArithmeticException
                | IndexOutOfBoundsException
                | NegativeArraySizeException e) {
            String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            throw new FormatException(
                    node.where()
                            + " does not fit its inputs ("
                            + reason
                            + "); expected ones that fit",
                    e);
        }
    }

    private static void convert(GraphNode node, Conversion conversion) throws FormatException {
        NodeConverter converter = CONVERTERS.get(node.operator());
        if (converter != null) {
            guarded(node, () -> converter.convert(conversion.current(node), conversion));
        }
    }

    private List<String> outputs(Conversion conversion) throws FormatException {
        List<String> outputs = new ArrayList<>();
        for (GraphNode end : file.ends()) {
            String output = end.name() + ":0";
            if (winner(end)) {
                output = end.input(0);
                conversion.remark(
                        "The final "
                                + end.where()
                                + " was taken off; outputs are those of '"
                                + GraphNode.giver(output)
                                + "'.");
            }
            if (conversion.find(output).orElse(null) instanceof Value.Computed value) {
                outputs.add(conversion.fileOrder(value).node());
            }
        }
        if (outputs.isEmpty()) {
            throw new FormatException(
                    "no output depends on the examples; expected at least one that does");
        }
        return outputs.stream().distinct().toList();
    }

    private static ImportedModel imported(NetworkGraph graph, Conversion conversion)
            throws FormatException {
        Map<String, Tensor> blocks = conversion.blocks();
        boolean wide =
                blocks.values().stream().anyMatch(block -> block.precision() == Precision.DOUBLE);
        Weights.Builder weights = Weights.builder(graph, wide ? Precision.DOUBLE : Precision.FLOAT);
        List<String> remarks = new ArrayList<>(conversion.remarks());
        long odd = 0;
        for (Map.Entry<String, Tensor> block : blocks.entrySet()) {
            weights.set(block.getKey(), block.getValue());
            odd += nonFinite(block.getValue());
        }
        if (odd > 0) {
            remarks.add(odd + " weights are NaN or infinite.");
        }
        return new ImportedModel(
                graph, weights.build(), InputContract.IDENTITY, "TensorFlow frozen graph", remarks);
    }

    private static long nonFinite(Tensor tensor) {
        long count = 0;
        for (int i = 0; i < tensor.size(); i++) {
            count += Double.isFinite(tensor.get(i)) ? 0 : 1;
        }
        return count;
    }
}

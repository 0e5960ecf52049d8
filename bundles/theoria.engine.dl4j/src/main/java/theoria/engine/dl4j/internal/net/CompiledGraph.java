package theoria.engine.dl4j.internal.net;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.weights.WeightInit;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A network as a computation graph of DL4J. Each node is a vertex, an input, or the same as an
 * earlier node (identities, and dropout in inference). In training, dropout multiplies with a mask
 * that is one more input of the graph. Holds native memory until closed.
 */
final class CompiledGraph implements AutoCloseable {
    private final NetworkGraph graph;
    private final Precision precision;
    private final ComputationGraph net;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final ParameterLayout layout;

    /**
     * How a node is computed.
     *
     * @param node of the graph
     * @param kind vertex of DL4J, input, or the same as its own input
     * @param inputs positions of the nodes it takes
     */
    record Step(Node node, Kind kind, List<Integer> inputs) {}

    /** What a node is to DL4J. */
    enum Kind {
        INPUT,
        SAME,
        VERTEX
    }

    CompiledGraph(NetworkGraph graph, Precision precision, boolean training) {
        this.graph = graph;
        this.precision = precision;
        NativeSetup.enter();
        for (Node node : graph.nodes()) {
            positions.put(node.name(), steps.size());
            List<Integer> inputs = node.inputs().stream().map(this::position).toList();
            steps.add(new Step(node, kind(node.operator(), training), inputs));
        }
        net = new ComputationGraph(configuration(training));
        net.init();
        layout = new ParameterLayout(Math.toIntExact(net.numParams()));
        ParameterTies ties = new ParameterTies(graph, layout);
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).kind() == Kind.VERTEX) {
                tie(ties, steps.get(i).node(), vertex(i), training);
            }
        }
    }

    private static Kind kind(Operator operator, boolean training) {
        if (operator instanceof Operator.Input) {
            return Kind.INPUT;
        }
        boolean drops =
                training
                        && operator instanceof Operator.Dropout
                        && ((Operator.Dropout) operator).rate() > 0;
        boolean same =
                operator instanceof Operator.Identity || operator instanceof Operator.Dropout;
        return same && !drops ? Kind.SAME : Kind.VERTEX;
    }

    private ComputationGraphConfiguration configuration(boolean training) {
        NeuralNetConfiguration.Builder base =
                new NeuralNetConfiguration.Builder()
                        .dataType(type())
                        .updater(new NoOp())
                        .weightInit(WeightInit.ZERO);
        ComputationGraphConfiguration.GraphBuilder builder = base.graphBuilder();
        LayerFactory factory = new LayerFactory(graph, training);
        String last = "";
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.kind() == Kind.INPUT) {
                builder.addInputs(vertexName(i));
            } else if (step.kind() == Kind.VERTEX) {
                List<String> inputs = new ArrayList<>();
                step.inputs().forEach(input -> inputs.add(vertexName(origin(input))));
                if (step.node().operator() instanceof Operator.Dropout) {
                    inputs.add(maskName(i));
                    builder.addInputs(maskName(i));
                }
                factory.add(builder, step.node(), vertexName(i), inputs.toArray(new String[0]));
                last = vertexName(i);
            }
        }
        if (!last.isEmpty()) {
            builder.setOutputs(last);
        }
        return builder.allowNoOutput(true)
                .allowDisconnected(true)
                .validateOutputLayerConfig(false)
                .build();
    }

    private static String vertexName(int position) {
        return "n" + position;
    }

    private static String maskName(int position) {
        return "mask" + position;
    }

    private void tie(ParameterTies ties, Node node, GraphVertex vertex, boolean training) {
        Map<String, INDArray> views = vertex.paramTable(false);
        if (views == null || views.isEmpty()) {
            return;
        }
        if (!(node.operator() instanceof Operator.BatchNorm)) {
            ties.tieWeighted(node, views);
        } else if (training) {
            ties.tieNorm(node, views);
        } else {
            ties.foldNorm(node, views);
        }
    }

    NetworkGraph graph() {
        return graph;
    }

    DataType type() {
        return precision == Precision.FLOAT ? DataType.FLOAT : DataType.DOUBLE;
    }

    Precision precision() {
        return precision;
    }

    ParameterLayout layout() {
        return layout;
    }

    List<Step> steps() {
        return steps;
    }

    /**
     * Position of a node.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    int position(String nodeName) {
        return Objects.requireNonNull(positions.get(graph.node(nodeName).name()));
    }

    /** The earlier node whose output a node passes on, or itself. */
    int origin(int position) {
        int at = position;
        while (steps.get(at).kind() == Kind.SAME) {
            at = steps.get(at).inputs().get(0);
        }
        return at;
    }

    /** DL4J's vertex of a node. */
    GraphVertex vertex(int position) {
        return Objects.requireNonNull(net.getVertex(vertexName(position)));
    }

    /** A native array of the shape of a node's output for as many examples as the values fill. */
    INDArray like(double[] values, int position) {
        Shape shape = graph.shape(steps.get(position).node().name());
        int[] extents = shape.prepend(values.length / shape.size()).toArray();
        return NativeArrays.of(values, extents, type());
    }

    /** Copies the numbers into DL4J's vector. */
    void set(double[] parameters, double[] buffers) {
        if (layout.length() > 0) {
            NativeArrays.put(layout.toDl4j(parameters, buffers), net.params());
        }
    }

    /** Allocates the vector that the layers write gradients into. */
    void prepareGradients() {
        if (layout.length() > 0 && net.getFlattenedGradients() == null) {
            net.initGradientsView();
        }
    }

    /**
     * Those convolutions of the network's input that need no gradient in it, by position; to be
     * asked after {@link #prepareGradients}.
     */
    Map<Integer, KernelGradient> ends() {
        Map<Integer, KernelGradient> ends = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (precision == Precision.FLOAT
                    && step.kind() == Kind.VERTEX
                    && vertex(i).getLayer() instanceof ConvolutionLayer
                    && vertex(i).getLayer().getClass() == ConvolutionLayer.class
                    && step.node().operator() instanceof Operator.Convolution
                    && steps.get(origin(step.inputs().get(0))).kind() == Kind.INPUT) {
                Operator.Convolution convolution = (Operator.Convolution) step.node().operator();
                ends.put(i, new KernelGradient(convolution, vertex(i).getLayer()));
            }
        }
        return ends;
    }

    /** Zeroes the gradients, because a layer the next pass does not reach leaves its own alone. */
    void clearGradients() {
        if (layout.length() > 0) {
            net.getFlattenedGradients().assign(0);
        }
    }

    /** A copy of DL4J's flat gradient. */
    double[] gradients() {
        return layout.length() > 0
                ? NativeArrays.doubles(net.getFlattenedGradients())
                : new double[0];
    }

    /** Whether all convolutions run on oneDNN: there is one, and each has its helper. */
    boolean usesOneDnn() {
        List<ConvolutionLayer> convolutions = new ArrayList<>();
        for (Layer layer : net.getLayers()) {
            if (layer.getClass() == ConvolutionLayer.class) {
                convolutions.add((ConvolutionLayer) layer);
            }
        }
        return precision == Precision.FLOAT
                && !convolutions.isEmpty()
                && convolutions.stream()
                        .allMatch(layer -> layer.getHelper() instanceof MKLDNNConvHelper);
    }

    /**
     * Frees the vectors. DL4J's own close would also free the workspaces of all other networks of
     * the thread, and collect garbage twice.
     */
    @Override
    public void close() {
        free(net.params());
        free(net.getFlattenedGradients());
    }

    private static void free(@Nullable INDArray vector) {
        if (vector != null && vector.closeable()) {
            vector.close();
        }
    }
}

package theoria.engine.dl4j.internal.net;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network as a ComputationGraph that DL4J can go on training: layers under their own names, the
 * size of images told by a preprocessor behind the input, softmax and cross-entropy at the first
 * output (for one unit: identity and squared error). Holds native memory until closed.
 */
public final class SavedGraph implements AutoCloseable {
    /** A fixed one, so that equal networks give equal files. */
    private static final long SEED = 1;

    private final NetworkGraph graph;
    private final ComputationGraphConfiguration.GraphBuilder builder;
    private final LayerFactory factory;
    private final Map<String, String> vertices = new HashMap<>();
    private final ComputationGraph net;

    /**
     * Builds it.
     *
     * @throws IllegalArgumentException if there is an obstacle
     */
    public SavedGraph(NetworkGraph graph, Weights weights) {
        SaveSupport.obstacle(graph)
                .ifPresent(
                        obstacle -> {
                            throw new IllegalArgumentException(obstacle);
                        });
        NativeSetup.enter();
        this.graph = graph;
        this.factory = new LayerFactory(graph, true);
        boolean single = weights.precision() == Precision.FLOAT;
        this.builder =
                new NeuralNetConfiguration.Builder()
                        .seed(SEED)
                        .dataType(single ? DataType.FLOAT : DataType.DOUBLE)
                        .graphBuilder();
        graph.nodes().forEach(this::add);
        builder.setOutputs(graph.outputs().stream().map(this::output).toArray(String[]::new));
        builder.allowNoOutput(true).allowDisconnected(true).validateOutputLayerConfig(false);
        net = new ComputationGraph(builder.build());
        net.init();
        ParameterLayout layout = layout();
        double[] flat =
                layout.toDl4j(weights.parameters().toDoubles(), weights.buffers().toDoubles());
        NativeArrays.put(flat, net.params());
    }

    private void add(Node node) {
        if (node.operator() instanceof Operator.Input) {
            input(node);
        } else if (SaveSupport.passes(graph, node)) {
            vertices.put(node.name(), inputs(node)[0]);
        } else {
            vertices.put(node.name(), node.name());
            vertex(node);
        }
    }

    /** Images pass the preprocessor as they are; it is the one place that tells their size. */
    private void input(Node node) {
        builder.addInputs(node.name());
        vertices.put(node.name(), node.name());
        Shape shape = graph.shape(node.name());
        if (shape.rank() > 1) {
            String name = fresh("image");
            builder.addVertex(name, toImage(shape), node.name());
            vertices.put(node.name(), name);
        }
    }

    private String[] inputs(Node node) {
        return node.inputs().stream().map(this::vertexOf).toArray(String[]::new);
    }

    private String vertexOf(String node) {
        String vertex = vertices.get(node);
        if (vertex == null) {
            throw new IllegalStateException("'" + node + "' comes after what takes it");
        }
        return vertex;
    }

    private void vertex(Node node) {
        Operator operator = node.operator();
        String name = node.name();
        if (operator instanceof Operator.Dropout) {
            double keep = 1 - ((Operator.Dropout) operator).rate();
            builder.addLayer(name, new DropoutLayer.Builder(keep).build(), inputs(node));
        } else if (operator instanceof Operator.Flatten || operator instanceof Operator.Reshape) {
            Shape to = graph.shape(name);
            Shape from = graph.shape(node.inputs().get(0));
            builder.addVertex(name, to.rank() == 1 ? toVector(from) : toImage(to), inputs(node));
        } else if (isHead(node)) {
            builder.addLayer(name, head(node), inputs(node));
        } else if (isLocked(node)) {
            builder.addLayer(name, lockedNorm(node), inputs(node));
        } else {
            factory.add(builder, node, name, inputs(node));
        }
    }

    private static PreprocessorVertex toImage(Shape image) {
        return new PreprocessorVertex(
                new FeedForwardToCnnPreProcessor(
                        image.extent(1), image.extent(2), image.extent(0)));
    }

    private static PreprocessorVertex toVector(Shape image) {
        return new PreprocessorVertex(
                new CnnToFeedForwardPreProcessor(
                        image.extent(1), image.extent(2), image.extent(0)));
    }

    /** Whether a dense layer can carry the loss: it is the first output and nothing takes it. */
    private boolean isHead(Node node) {
        return node.operator() instanceof Operator.Dense
                && graph.outputs().equals(List.of(node.name()))
                && graph.nodes().stream().noneMatch(n -> n.inputs().contains(node.name()));
    }

    private OutputLayer head(Node node) {
        int units = graph.classes();
        return new OutputLayer.Builder(loss(units))
                .nIn(graph.shape(node.inputs().get(0)).extent(0))
                .nOut(units)
                .hasBias(node.block(Role.BIAS).isPresent())
                .activation(lossActivation(units))
                .build();
    }

    private static LossFunction loss(int units) {
        return units > 1 ? LossFunction.MCXENT : LossFunction.MSE;
    }

    private static Activation lossActivation(int units) {
        return units > 1 ? Activation.SOFTMAX : Activation.IDENTITY;
    }

    /** A batch norm without scale and shift: DL4J's with both locked at 1 and 0. */
    private boolean isLocked(Node node) {
        return node.operator() instanceof Operator.BatchNorm && node.block(Role.SCALE).isEmpty();
    }

    private BatchNormalization lockedNorm(Node node) {
        int channels = graph.shape(node.name()).extent(0);
        return new BatchNormalization.Builder(true)
                .nIn(channels)
                .nOut(channels)
                .eps(((Operator.BatchNorm) node.operator()).epsilon())
                .useLogStd(false)
                .build();
    }

    /** The vertex of an output; behind the first, unless it has one, comes a loss. */
    private String output(String node) {
        boolean first = node.equals(graph.output());
        Shape shape = graph.shape(node);
        if (!first || shape.rank() != 1 || isHead(graph.node(node))) {
            return vertexOf(node);
        }
        String name = fresh("loss");
        LossLayer layer =
                new LossLayer.Builder(loss(shape.size()))
                        .activation(lossActivation(shape.size()))
                        .build();
        builder.addLayer(name, layer, vertexOf(node));
        return name;
    }

    private String fresh(String word) {
        String name = word;
        while (graph.hasNode(name)) {
            name += "_";
        }
        return name;
    }

    private ParameterLayout layout() {
        ParameterLayout layout = new ParameterLayout(Math.toIntExact(net.numParams()));
        ParameterTies ties = new ParameterTies(graph, layout);
        for (Node node : graph.nodes()) {
            if (!node.blocks().isEmpty()) {
                Map<String, INDArray> views = net.getVertex(node.name()).paramTable(false);
                if (node.operator() instanceof Operator.BatchNorm) {
                    ties.tieNorm(node, views);
                } else {
                    ties.tieWeighted(node, views);
                }
            }
        }
        return layout;
    }

    /** The configuration as DL4J writes it, JSON. */
    public String configuration() {
        return net.getConfiguration().toJson();
    }

    /** Writes the weights in ND4J's array format; the stream stays open. */
    public void writeCoefficients(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        Nd4j.write(net.params(), data);
        data.flush();
    }

    @Override
    public void close() {
        net.params().close();
    }
}

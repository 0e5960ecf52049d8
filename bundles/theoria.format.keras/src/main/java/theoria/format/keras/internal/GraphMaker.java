package theoria.format.keras.internal;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.load.FormatException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Draws the graph of a configuration, layer after layer. */
final class GraphMaker {
    private static final Map<String, LayerConverter> CONVERTERS = table();

    private GraphMaker() {}

    private static Map<String, LayerConverter> table() {
        Map<String, LayerConverter> table = new TreeMap<>();
        table.put("Dense", PlainLayers::dense);
        table.put("BatchNormalization", PlainLayers::batchNorm);
        table.put("LayerNormalization", PlainLayers::layerNorm);
        table.put("Activation", PlainLayers::activation);
        table.put("ReLU", PlainLayers::relu);
        table.put(
                "LeakyReLU",
                PlainLayers.function(
                        ActivationFunction.LEAKY_RELU, 0.3, "alpha", "negative_slope"));
        table.put("ELU", PlainLayers.function(ActivationFunction.ELU, 1, "alpha"));
        table.put(
                "ThresholdedReLU",
                PlainLayers.function(ActivationFunction.THRESHOLDED_RELU, 1, "theta"));
        table.put("PReLU", PlainLayers::parametricRelu);
        table.put("Softmax", PlainLayers::softmax);
        for (String nothing :
                List.of(
                        "Dropout",
                        "SpatialDropout1D",
                        "SpatialDropout2D",
                        "SpatialDropout3D",
                        "GaussianDropout",
                        "GaussianNoise",
                        "AlphaDropout",
                        "ActivityRegularization")) {
            table.put(nothing, PlainLayers::identity);
        }
        table.put("Flatten", PlainLayers::flatten);
        table.put("Reshape", PlainLayers::reshape);
        table.put("Permute", PlainLayers::permute);
        table.put("RepeatVector", PlainLayers::repeat);
        table.put("Rescaling", PlainLayers::rescaling);
        windows(table);
        table.put("Add", MergeLayers.chain(Operator.ArithmeticKind.ADD));
        table.put("Subtract", MergeLayers.chain(Operator.ArithmeticKind.SUBTRACT));
        table.put("Multiply", MergeLayers.chain(Operator.ArithmeticKind.MULTIPLY));
        table.put("Maximum", MergeLayers.chain(Operator.ArithmeticKind.MAXIMUM));
        table.put("Minimum", MergeLayers.chain(Operator.ArithmeticKind.MINIMUM));
        table.put("Average", MergeLayers::average);
        table.put("Concatenate", MergeLayers::concatenate);
        table.put("Merge", MergeLayers::merge);
        return table;
    }

    private static void windows(Map<String, LayerConverter> table) {
        for (int rank = 1; rank <= 3; rank++) {
            String axes = rank + "D";
            table.put("Conv" + axes, WindowLayers.convolution(rank));
            table.put("Convolution" + axes, WindowLayers.convolution(rank));
            table.put("Conv" + axes + "Transpose", WindowLayers.transposed(rank));
            for (Operator.PoolingKind kind : Operator.PoolingKind.values()) {
                String word = kind == Operator.PoolingKind.MAX ? "Max" : "Average";
                table.put(word + "Pooling" + axes, WindowLayers.pooling(kind, rank));
                table.put("Global" + word + "Pooling" + axes, WindowLayers.global(kind, rank));
            }
            table.put("ZeroPadding" + axes, WindowLayers.padding(rank, false));
            table.put("Cropping" + axes, WindowLayers.padding(rank, true));
            table.put("UpSampling" + axes, WindowLayers.upsampling(rank));
        }
        table.put("AtrousConvolution2D", WindowLayers.convolution(2));
        table.put("DepthwiseConv2D", WindowLayers::depthwise);
        table.put("SeparableConv2D", WindowLayers::separable);
        table.put("SeparableConvolution2D", WindowLayers::separable);
    }

    /**
     * Draws the graph.
     *
     * @throws FormatException if a layer is not supported or does not fit, naming it
     */
    static NetworkGraph make(ConfigReader config, Drafting drafting) throws FormatException {
        for (LayerSpec layer : config.layers()) {
            drafting.give(layer, convert(layer, drafting));
        }
        List<String> outputs = new ArrayList<>();
        for (String output : config.outputs()) {
            outputs.add(drafting.value(output).node());
        }
        String last = outputs.get(0);
        outputs.set(0, withoutSoftmax(last, drafting));
        try {
            NetworkGraph graph = drafting.builder().build(outputs.toArray(new String[0]));
            return needed(last, graph) ? graph : without(last, graph);
        } catch (IllegalArgumentException e) {
            throw new FormatException(
                    "the layers make no network (" + e.getMessage() + "); expected one", e);
        }
    }

    /** Whether a node is put out, or another one takes it. */
    private static boolean needed(String node, NetworkGraph graph) {
        return graph.outputs().contains(node)
                || graph.nodes().stream().anyMatch(other -> other.inputs().contains(node));
    }

    /** The graph without a node that nothing needs. */
    private static NetworkGraph without(String gone, NetworkGraph graph) {
        NetworkGraph.Builder rest = NetworkGraph.builder(graph.name());
        for (Node node : graph.nodes()) {
            if (!node.name().equals(gone)) {
                rest.add(node);
            }
        }
        return rest.build(graph.outputs().toArray(new String[0]));
    }

    private static Drafting.Value convert(LayerSpec layer, Drafting drafting)
            throws FormatException {
        LayerConverter converter =
                layer.kind().equals("InputLayer")
                        ? (input, none, draft) -> PlainLayers.input(input, draft)
                        : CONVERTERS.get(layer.kind());
        if (converter == null) {
            throw new FormatException(
                    layer.where() + " is not supported; expected one of the supported layers");
        }
        List<Drafting.Value> inputs = new ArrayList<>();
        for (String input : layer.inputs()) {
            inputs.add(drafting.value(input));
        }
        if (inputs.isEmpty() && !layer.kind().equals("InputLayer")) {
            throw new FormatException(layer.where() + " has no input; expected one");
        }
        try {
            return converter.convert(layer, inputs, drafting);
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            throw new FormatException(
                    layer.where()
                            + " does not fit its input ("
                            + reason
                            + "); expected one that fits",
                    e);
        }
    }

    /** A final softmax is taken off: what is left are the logits, of which the loss is computed. */
    private static String withoutSoftmax(String output, Drafting drafting) {
        Optional<Node> last =
                drafting.node(output).filter(node -> node.operator() instanceof Operator.Softmax);
        last.ifPresent(
                softmax ->
                        drafting.remarks()
                                .add(
                                        "The final softmax '"
                                                + output
                                                + "' was taken off; outputs are logits."));
        return last.map(softmax -> softmax.inputs().get(0)).orElse(output);
    }
}

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
        String first = withoutSoftmax(outputs.get(0), drafting);
        outputs.set(0, first);
        try {
            return drafting.builder().build(outputs.toArray(new String[0]));
        } catch (IllegalArgumentException e) {
            throw new FormatException("the layers make no network: " + e.getMessage(), e);
        }
    }

    private static Drafting.Value convert(LayerSpec layer, Drafting drafting)
            throws FormatException {
        if (layer.kind().equals("InputLayer")) {
            return PlainLayers.input(layer, drafting);
        }
        LayerConverter converter = CONVERTERS.get(layer.kind());
        if (converter == null) {
            throw new FormatException(
                    layer.where()
                            + " is of a kind that is not supported; expected one of "
                            + String.join(", ", CONVERTERS.keySet()));
        }
        List<Drafting.Value> inputs = new ArrayList<>();
        for (String input : layer.inputs()) {
            inputs.add(drafting.value(input));
        }
        if (inputs.isEmpty()) {
            throw new FormatException(layer.where() + " has no input; expected one");
        }
        return converter.convert(layer, inputs, drafting);
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

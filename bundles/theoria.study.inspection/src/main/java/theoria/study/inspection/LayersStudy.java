package theoria.study.inspection;

import theoria.core.model.graph.LayerCost;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.result.Column;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Derivation;
import theoria.core.study.result.LayerGraph;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Table;

import java.util.List;

/**
 * The layer table (theory entry I5): shape, parameters, multiply-accumulates, size of the
 * activations, receptive field and jump of every layer, with the formulas of {@link LayerCost}, and
 * the graph of the layers. Needs no data.
 */
public final class LayersStudy implements Study {
    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("inspection.layers", "Layers", "Inspection")
                    .tells(
                            "What the network is made of: the shape, size and cost of each layer,"
                                    + " and how much of the input it sees.",
                            "How fast it runs on a given machine, or what a layer has learned.")
                    .formula(
                            "\\mathrm{MAC} = C_{out} \\tfrac{C_{in}}{g} k_h k_w H_{out} W_{out},"
                                    + "\\quad r \\leftarrow r + (k-1) e j,\\ j \\leftarrow j s",
                            "Dumoulin and Visin 2016, A guide to convolution arithmetic")
                    .data()
                    .weightsOnly()
                    .output("parameters", "number of trainable numbers")
                    .output("buffers", "number of running statistics")
                    .output("macs", "multiply-accumulates of one example")
                    .output("layers", "number of layers")
                    .output("layer_parameters", "trainable numbers of each layer, (layers)")
                    .output("layer_macs", "multiply-accumulates of each layer, (layers)")
                    .output("receptive_field", "along the first spatial axis, 0 if none, (layers)")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        return CostEstimate.negligible();
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress) {
        NetworkGraph graph = input.model().graph();
        List<LayerCost> layers = LayerCost.of(graph);
        double macs = layers.stream().mapToLong(LayerCost::macs).sum();
        return Composite.builder("Layers")
                .caption("Layers of " + input.model().name())
                .derived(
                        "parameters",
                        graph.parameterCount(),
                        Derivation.sum("layers", "parameters"))
                .derived("buffers", graph.bufferCount(), Derivation.sum("layers", "buffers"))
                .derived("macs", macs, Derivation.sum("layers", "MACs"))
                .scalar("layers", layers.size())
                .array("layer_parameters", integers(layers, LayerCost::parameters))
                .array("layer_macs", integers(layers, LayerCost::macs))
                .array("receptive_field", integers(layers, LayerCost::receptiveField))
                .part("layers", table(layers))
                .part("graph", LayerGraph.of(graph, "Graph").build())
                .build();
    }

    private static NumericArray integers(
            List<LayerCost> layers, java.util.function.ToLongFunction<LayerCost> measure) {
        double[] values = numbers(layers, measure);
        return NumericArray.integers(theoria.core.model.tensor.Shape.of(values.length), values);
    }

    private static double[] numbers(
            List<LayerCost> layers, java.util.function.ToLongFunction<LayerCost> measure) {
        return layers.stream().mapToDouble(measure::applyAsLong).toArray();
    }

    private static Table table(List<LayerCost> layers) {
        return Table.builder("Layers")
                .column(words("layer", layers.stream().map(l -> l.node().name()).toList()))
                .column(
                        words(
                                "operator",
                                layers.stream().map(l -> l.node().operator().title()).toList()))
                .column(words("output", layers.stream().map(l -> l.output().toString()).toList()))
                .column(Column.integers("parameters", numbers(layers, LayerCost::parameters)))
                .column(Column.integers("buffers", numbers(layers, LayerCost::buffers)))
                .column(Column.integers("MACs", numbers(layers, LayerCost::macs)))
                .column(
                        Column.integers("activations", numbers(layers, LayerCost::activationBytes))
                                .in("bytes"))
                .column(
                        Column.integers(
                                "receptive field", numbers(layers, LayerCost::receptiveField)))
                .column(Column.integers("jump", numbers(layers, LayerCost::jump)))
                .build();
    }

    private static Column words(String title, List<String> words) {
        return Column.text(title, words.toArray(new String[0]));
    }
}

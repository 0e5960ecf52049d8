package theoria.study.visualization;

import theoria.core.model.data.Batch;
import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.LayerCost;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.parameter.Parameter;
import theoria.core.study.parameter.Subject;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Curves;
import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Series;
import theoria.core.study.result.Tile;

import java.util.List;

/**
 * What a layer puts out for one example: an image per channel where the layer has places, a bar per
 * unit where it has none.
 */
public final class ActivationsStudy implements Study {
    private static final Parameter.Words LAYER =
            new Parameter.Words(
                            "layer",
                            "Layer",
                            "Layer whose output is shown; empty for the last.",
                            "")
                    .of(Subject.LAYER);
    private static final Parameter.Whole EXAMPLE =
            new Parameter.Whole(
                            "example",
                            "Example",
                            "Which of the selected examples, from 0.",
                            0,
                            0,
                            Integer.MAX_VALUE)
                    .of(Subject.EXAMPLE);

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("visualization.activations", "Activations", "Visualization")
                    .tells(
                            "What the network makes of one example, layer by layer: where a channel"
                                    + " responds, and how strongly.",
                            "Why it decides as it does; one example is no statistic.")
                    .formula("a_l = f_l(\\ldots f_1(x))", "Zeiler and Fergus 2014")
                    .data(Split.TEST)
                    .parameter(LAYER)
                    .parameter(EXAMPLE)
                    .output("activations", "output of the layer, its shape")
                    .output("label", "class of the example, -1 if it has none")
                    .output("source_index", "position of the example in its file")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        long macs = LayerCost.macs(input.model().graph());
        return CostEstimate.forward(macs, 1, 1 << 20);
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException {
        Model model = input.model();
        Examples raw = input.examples(input.splits().get(0));
        int index = input.values().get(EXAMPLE);
        if (index >= raw.size()) {
            throw new StudyException(
                    "example "
                            + index
                            + " was asked for, but "
                            + raw.description()
                            + " has only "
                            + raw.size());
        }
        String asked = input.values().get(LAYER);
        String layer = asked.isEmpty() ? model.graph().output() : asked;
        if (!model.graph().hasNode(layer)) {
            throw new StudyException(
                    "'"
                            + model.name()
                            + "' has no layer '"
                            + layer
                            + "'; there are "
                            + String.join(
                                    ", ",
                                    model.graph().nodes().stream().map(n -> n.name()).toList()));
        }
        Batch batch = model.prepare(raw).read(index, 1);
        double[] values;
        try (Network network = input.open(model, input.need())) {
            Tensor output = network.activations(batch.inputs(), List.of(layer)).get(layer);
            values = java.util.Objects.requireNonNull(output).toDoubles();
        }
        String caption =
                "Output of "
                        + layer
                        + ", "
                        + model.name()
                        + ", example "
                        + index
                        + " of "
                        + raw.description()
                        + " (label "
                        + batch.labels()[0]
                        + ")";
        return result(
                layer,
                model.graph().shape(layer),
                values,
                caption,
                batch.labels()[0],
                raw.sourceIndex(index));
    }

    private static Result result(
            String layer, Shape shape, double[] values, String caption, int label, int source) {
        NumericArray array = NumericArray.of(shape, values);
        if (shape.rank() != 3) {
            double[] units = new double[values.length + 1];
            for (int i = 0; i < units.length; i++) {
                units[i] = i - 0.5;
            }
            return Curves.builder("Activations of " + layer, Axis.of("unit"), Axis.of("output"))
                    .caption(caption)
                    .scalar("label", label)
                    .scalar("source_index", source)
                    .array("activations", array)
                    .series(Series.bars(layer, units, values))
                    .build();
        }
        ImageGrid.Builder grid =
                ImageGrid.builder("Activations of " + layer)
                        .caption(caption)
                        .scale(ImageGrid.Scale.COMMON)
                        .scalar("label", label)
                        .scalar("source_index", source)
                        .array("activations", array);
        int size = shape.extent(1) * shape.extent(2);
        for (int c = 0; c < shape.extent(0); c++) {
            float[] plane = new float[size];
            for (int i = 0; i < size; i++) {
                plane[i] = (float) values[c * size + i];
            }
            grid.tile(new Tile(layer + ":" + c, 1, shape.extent(1), shape.extent(2), plane));
        }
        return grid.build();
    }
}

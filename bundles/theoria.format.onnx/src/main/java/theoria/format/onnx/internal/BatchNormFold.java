package theoria.format.onnx.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A batch normalisation that directly follows a convolution, combined with it: with the factor f =
 * scale / sqrt(variance + epsilon) the kernel is f W, the bias f (b - mean) + shift.
 */
final class BatchNormFold {
    private final OnnxNode layer;
    private final OnnxNode norm;
    private final List<Stored> statistics;
    private final Conversion conversion;

    private BatchNormFold(
            OnnxNode layer, OnnxNode norm, List<Stored> statistics, Conversion conversion) {
        this.layer = layer;
        this.norm = norm;
        this.statistics = statistics;
        this.conversion = conversion;
    }

    /**
     * The batch normalisation behind a convolution, if the view is wanted and it is the only one.
     */
    static Optional<BatchNormFold> behind(OnnxNode layer, Conversion conversion)
            throws FormatException {
        Optional<String> output = layer.output(0);
        if (!conversion.options().foldBatchNorm() || output.isEmpty()) {
            return Optional.empty();
        }
        List<OnnxNode> consumers = conversion.file().onlyConsumers(output.get());
        if (consumers.size() != 1
                || !consumers.get(0).operator().equals("BatchNormalization")
                || !consumers.get(0).input(0).equals(output)
                || consumers.get(0).integer("training_mode", 0) != 0) {
            return Optional.empty();
        }
        OnnxNode norm = consumers.get(0);
        List<Stored> statistics = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            Optional<Stored> tensor = conversion.stored(norm.requireInput(i));
            if (tensor.isEmpty()) {
                return Optional.empty();
            }
            statistics.add(tensor.get());
        }
        return Optional.of(new BatchNormFold(layer, norm, statistics, conversion));
    }

    /** Adds the combined convolution; the normalisation's output stands for it. */
    void convolution(Operator operator, Value.Computed input, Stored kernel, Optional<Stored> bias)
            throws FormatException {
        int filters = kernel.shape().extent(0);
        for (Stored statistic : statistics) {
            if (statistic.tensor().size() != filters) {
                throw norm.refuse("has a tensor of " + statistic.shape(), filters + " numbers");
            }
        }
        double epsilon = norm.real("epsilon", 1e-5f);
        double[] weights = kernel.tensor().toDoubles().clone();
        double[] shifts = new double[filters];
        int run = weights.length / filters;
        for (int filter = 0; filter < filters; filter++) {
            double variance = number(3, filter) + epsilon;
            double factor = number(0, filter) / Math.sqrt(variance);
            for (int i = filter * run; i < (filter + 1) * run; i++) {
                weights[i] *= factor;
            }
            double before = bias.isPresent() ? bias.get().tensor().get(filter) : 0;
            shifts[filter] = factor * (before - number(2, filter)) + number(1, filter);
        }
        Stored shift = bias.orElse(statistics.get(1));
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        blocks.put(Role.KERNEL, block(kernel, kernel.shape(), weights));
        blocks.put(Role.BIAS, block(shift, Shape.of(filters), shifts));
        Value combined = conversion.add(layer, operator, List.of(input.node()), blocks);
        conversion.define(norm, 0, combined);
        conversion.combine(norm);
        conversion.remark(
                norm.where() + " was combined with " + layer.where() + " into one convolution.");
    }

    private double number(int statistic, int filter) {
        return statistics.get(statistic).tensor().get(filter);
    }

    private String block(Stored like, Shape shape, double[] values) throws FormatException {
        return conversion.block(like.with(Stored.tensor(shape, values, like.single())));
    }
}

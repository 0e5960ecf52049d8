package theoria.runtime.job;

import theoria.core.model.data.Examples;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Weights;
import theoria.core.model.tensor.Tensor;
import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.catalogue.EngineChooser;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is measured of a network at each checkpoint beside its loss (theory entry I16): the share of
 * ReLU units that put out 0 on every one of the first 256 examples, {@code dead_relu}.
 */
final class TrainingMonitor implements AutoCloseable {
    private static final int EXAMPLES = 256;

    private final Network network;
    private final Tensor inputs;
    private final List<String> layers;

    private TrainingMonitor(Network network, Tensor inputs, List<String> layers) {
        this.network = network;
        this.inputs = inputs;
        this.layers = layers;
    }

    /** A monitor of a network; none if it has no ReLU or no engine can look inside. */
    static Optional<TrainingMonitor> of(
            Catalogue catalogue, NetworkGraph graph, Weights weights, Examples examples) {
        List<String> layers = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.operator() instanceof Operator.Activation activation
                    && activation.function() == ActivationFunction.RELU) {
                layers.add(node.name());
            }
        }
        if (layers.isEmpty()) {
            return Optional.empty();
        }
        Need need = Need.forward(weights.precision());
        try {
            Network network =
                    new EngineChooser(catalogue.engines())
                            .choose(graph, need, Optional.empty())
                            .open(graph, weights, need);
            int count = Math.min(EXAMPLES, examples.size());
            return Optional.of(
                    new TrainingMonitor(network, examples.read(0, count).inputs(), layers));
        } catch (EngineException e) {
            return Optional.empty(); // training needs no monitor
        }
    }

    /** Measures the network with these weights. */
    void measure(Weights weights, Map<String, Double> metrics) {
        network.setParameters(weights.parameters().toDoubles());
        network.setBuffers(weights.buffers().toDoubles());
        long units = 0;
        long dead = 0;
        Map<String, Tensor> outputs = network.activations(inputs, layers);
        for (String layer : layers) {
            double[] values = Objects.requireNonNull(outputs.get(layer)).toDoubles();
            int width = network.graph().shape(layer).size();
            units += width;
            dead += dead(values, width);
        }
        metrics.put("dead_relu", (double) dead / units);
    }

    private static int dead(double[] values, int width) {
        int dead = 0;
        for (int unit = 0; unit < width; unit++) {
            boolean alive = false;
            for (int i = unit; i < values.length && !alive; i += width) {
                alive = values[i] > 0;
            }
            dead += alive ? 0 : 1;
        }
        return dead;
    }

    @Override
    public void close() {
        network.close();
    }
}

package theoria.core.model.registry;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;

import java.util.Map;
import java.util.Optional;

/**
 * A version to be registered.
 *
 * @param name of the model; letters, digits, dot, dash and underscore
 * @param graph internal form
 * @param weights its numbers
 * @param contract input contract
 * @param lineage where it comes from
 * @param metrics by name, for example {@code accuracy}
 * @param trajectory identifier of the training trajectory that led to it, if any
 */
public record NewVersion(
        String name,
        NetworkGraph graph,
        Weights weights,
        InputContract contract,
        Lineage lineage,
        Map<String, Double> metrics,
        Optional<String> trajectory) {}

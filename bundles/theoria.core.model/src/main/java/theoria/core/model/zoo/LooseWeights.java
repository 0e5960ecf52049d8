package theoria.core.model.zoo;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.tensor.Precision;

import java.util.List;
import java.util.Map;

/**
 * The tensors of a file as a graph without edges, one parameter per tensor: nothing can be computed
 * with it, but its weights can be looked at - their statistics, filters and spectra. Tensors of two
 * and more axes are kernels; what a vector is follows from its name.
 *
 * @param graph one node per tensor of floating-point numbers, of its name
 * @param weights their numbers
 */
public record LooseWeights(NetworkGraph graph, Weights weights) {
    /** The graph of a file's tensors; whole numbers (counters) are left out. */
    public static LooseWeights of(String name, NamedTensors file) {
        NetworkGraph.Builder builder = NetworkGraph.builder(name);
        List<NamedTensors.Entry> kept =
                file.tensors().stream().filter(entry -> !entry.whole()).toList();
        boolean wide =
                kept.stream().anyMatch(entry -> entry.values().precision() == Precision.DOUBLE);
        for (NamedTensors.Entry entry : kept) {
            Role role = TensorRole.alone(entry.name(), entry.values().shape().rank());
            Operator operator = new Operator.Parameter(role, entry.values().shape());
            builder.add(new Node(entry.name(), operator, List.of(), Map.of(role, entry.name())));
        }
        NetworkGraph graph = builder.build();
        Weights.Builder weights = Weights.builder(graph, wide ? Precision.DOUBLE : Precision.FLOAT);
        kept.forEach(entry -> weights.set(entry.name(), entry.values()));
        return new LooseWeights(graph, weights.build());
    }
}

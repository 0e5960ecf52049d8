package theoria.engine.reference;

import theoria.core.math.linear.Gemm;
import theoria.core.math.linear.JavaGemm;
import theoria.core.model.engine.Engine;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Weights;
import theoria.engine.reference.internal.ReferenceNetwork;

import java.util.Map;
import java.util.Optional;

/**
 * The oracle: every operator of the internal form, forward, backward and in forward-mode tangents
 * of both (the R-operator of Hessian products), in plain Java and double precision. In single
 * precision the weights and all results are rounded to binary32, the arithmetic between them stays
 * double. All numbers are the same on every machine up to the JDK's elementary functions, and with
 * any number of threads.
 */
public final class ReferenceEngine implements Engine {
    private static final int MOST_SPATIAL_AXES = 3;

    private final Gemm gemm = new JavaGemm();

    @Override
    public String id() {
        return "reference";
    }

    @Override
    public Map<String, String> versions() {
        return Map.of("reference", "1.1.0", "gemm", gemm.id());
    }

    @Override
    public Optional<String> obstacle(NetworkGraph graph, Need need) {
        for (Node node : graph.nodes()) {
            if (spatialAxes(node.operator()) > MOST_SPATIAL_AXES) {
                return Optional.of(
                        node.operator().title()
                                + " '"
                                + node.name()
                                + "' has "
                                + spatialAxes(node.operator())
                                + " spatial axes, more than "
                                + MOST_SPATIAL_AXES);
            }
        }
        return Optional.empty();
    }

    private static int spatialAxes(Operator operator) {
        if (operator instanceof Operator.Convolution convolution) {
            return convolution.window().rank();
        }
        if (operator instanceof Operator.TransposedConvolution convolution) {
            return convolution.window().rank();
        }
        return operator instanceof Operator.Pooling pooling ? pooling.window().rank() : 0;
    }

    @Override
    public Network open(NetworkGraph graph, Weights weights, Need need) throws EngineException {
        Optional<String> obstacle = obstacle(graph, need);
        if (obstacle.isPresent()) {
            throw new EngineException("engine reference " + obstacle.get());
        }
        return new ReferenceNetwork(graph, gemm, weights, need);
    }
}

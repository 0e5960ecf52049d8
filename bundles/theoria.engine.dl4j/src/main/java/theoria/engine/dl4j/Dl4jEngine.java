package theoria.engine.dl4j;

import theoria.core.model.engine.Engine;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.engine.dl4j.internal.net.Dl4jNetwork;
import theoria.engine.dl4j.internal.net.LayerSupport;
import theoria.engine.dl4j.internal.net.Libraries;

import java.util.Map;
import java.util.Optional;

/**
 * Networks as computation graphs of DL4J, on ND4J's CPU backend with OpenBLAS and, for convolution
 * and pooling in single precision, oneDNN; one thread inside. Batch norm runs as the affine map
 * that it is in inference. What DL4J has no layer for is declined by name: groups, asymmetric
 * padding, ceil mode, broadcasting and a few more (see {@link LayerSupport}).
 */
public final class Dl4jEngine implements Engine {
    @Override
    public String id() {
        return "dl4j";
    }

    @Override
    public Map<String, String> versions() {
        return Libraries.versions();
    }

    @Override
    public Optional<String> obstacle(NetworkGraph graph, Need need) {
        return LayerSupport.obstacle(graph, need);
    }

    @Override
    public Network open(NetworkGraph graph, Weights weights, Need need) throws EngineException {
        Optional<String> obstacle = obstacle(graph, need);
        if (obstacle.isPresent()) {
            throw new EngineException("engine dl4j " + obstacle.get());
        }
        try {
            return new Dl4jNetwork(
                    graph, weights.parameters().toDoubles(), weights.buffers().toDoubles(), need);
        } catch (LinkageError e) {
            throw new EngineException("engine dl4j cannot load its native library", e);
        }
    }
}

package theoria.core.model.engine;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;

import java.util.Map;
import java.util.Optional;

/**
 * Executes networks. Registered at the extension point {@code theoria.core.model.engines}, whose
 * attributes tell id, capabilities and precisions, so that listing engines loads no native code.
 */
public interface Engine {
    /** For ever: {@code reference}, {@code dl4j}, {@code onnxruntime}. */
    String id();

    /** Names and versions of the libraries that compute, for the provenance. */
    Map<String, String> versions();

    /**
     * Why this engine cannot serve, in words that name the first operator it cannot do; empty if it
     * can. Reads metadata only and answers within 10 ms.
     */
    Optional<String> obstacle(NetworkGraph graph, Need need);

    /**
     * Compiles the graph.
     *
     * @throws EngineException if there is an obstacle or the native library fails
     */
    Network open(NetworkGraph graph, Weights weights, Need need) throws EngineException;
}

package theoria.engine.onnxruntime;

import theoria.core.model.engine.Engine;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.engine.onnxruntime.internal.NativeRuntime;
import theoria.engine.onnxruntime.internal.Obstacles;
import theoria.engine.onnxruntime.internal.OnnxRuntimeNetwork;
import theoria.engine.onnxruntime.internal.Program;

import java.util.Map;
import java.util.Optional;

/**
 * Forward passes by ONNX Runtime's processor kernels, one thread inside: outputs, losses and
 * activations, no gradients. Single precision for every operator of the internal form, double where
 * ONNX Runtime has the kernel. The same input gives the same bits on one machine.
 */
public final class OnnxRuntimeEngine implements Engine {
    @Override
    public String id() {
        return "onnxruntime";
    }

    /** Asks the native library, which is loaded for it. */
    @Override
    public Map<String, String> versions() {
        return Map.of("onnxruntime", NativeRuntime.version());
    }

    @Override
    public Optional<String> obstacle(NetworkGraph graph, Need need) {
        return Obstacles.find(graph, need);
    }

    @Override
    public Network open(NetworkGraph graph, Weights weights, Need need) throws EngineException {
        Optional<String> obstacle = obstacle(graph, need);
        if (obstacle.isPresent()) {
            throw new EngineException("engine onnxruntime " + obstacle.get());
        }
        Program program = new Program(graph, need);
        return new OnnxRuntimeNetwork(
                program, weights.parameters().toDoubles(), weights.buffers().toDoubles());
    }
}

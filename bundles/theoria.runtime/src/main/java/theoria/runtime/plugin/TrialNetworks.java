package theoria.runtime.plugin;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.SynthDigits;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The networks on which studies of strangers are tried: dense, convolutional, and with batch norm;
 * random weights, ten classes, the built-in digits. Small enough for a moment each.
 */
final class TrialNetworks {
    private static final int TRAIN = 60;
    private static final int TEST = 40;
    private static final Map<String, String> ARCHITECTURES = new LinkedHashMap<>();

    static {
        ARCHITECTURES.put("a dense network", "mlp:1024-12-10:tanh");
        ARCHITECTURES.put(
                "a convolutional network", "seq:1x32x32,conv3x3x4s2,relu,maxpool3,flatten,dense10");
        ARCHITECTURES.put(
                "a network with batch norm",
                "seq:1x32x32,conv3x3x4s2,bn,relu,conv3x3x6s2,bn,relu,gap,dense10");
    }

    private TrialNetworks() {}

    /** Their names, for a person. */
    static List<String> names() {
        return List.copyOf(ARCHITECTURES.keySet());
    }

    /** As many models of one architecture as a study takes, of different seeds. */
    static List<Model> models(String name, int count) {
        List<Model> models = new ArrayList<>();
        String architecture = ARCHITECTURES.getOrDefault(name, "");
        NetworkGraph graph = Architecture.parse(architecture, Shape.of(1, 32, 32), 10);
        for (int seed = 1; seed <= count; seed++) {
            Weights weights = Initialisation.HE.draw(graph, seed);
            models.add(
                    new Model(
                            name,
                            ModelHash.of(graph, weights),
                            graph,
                            weights,
                            InputContract.IDENTITY,
                            architecture,
                            List.of()));
        }
        return models;
    }

    /** The examples. */
    static Dataset data() {
        return SynthDigits.dataset(1, TRAIN, TEST);
    }
}

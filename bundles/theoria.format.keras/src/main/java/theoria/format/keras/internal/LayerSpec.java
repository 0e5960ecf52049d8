package theoria.format.keras.internal;

import java.util.List;

/**
 * One layer of a configuration, where it stands in the flat list of all layers.
 *
 * @param kind Keras's class name
 * @param name of the layer, unique in the network
 * @param path of the layer in the groups of a weights file: its name, below those of the models
 *     around it
 * @param config its fields
 * @param inputs names of the layers whose outputs it takes; none for an input
 */
record LayerSpec(String kind, String name, List<String> path, Config config, List<String> inputs) {
    LayerSpec {
        path = List.copyOf(path);
        inputs = List.copyOf(inputs);
    }

    /** For refusals. */
    String where() {
        return "layer '" + name + "' (" + kind + ")";
    }
}

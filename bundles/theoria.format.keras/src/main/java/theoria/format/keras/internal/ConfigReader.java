package theoria.format.keras.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import org.jspecify.annotations.Nullable;

import theoria.core.model.load.FormatException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads the configuration of a model - a row of layers (Sequential) or a graph (Model, Functional),
 * of Keras 1, 2 or 3 - into one list of layers in an order in which each comes after its inputs.
 * Models inside of models are laid out flat.
 */
final class ConfigReader {
    private static final int MOST_LAYERS = 100_000;
    private static final int DEEPEST = 32;

    private final List<LayerSpec> layers = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** Layers in order. */
    List<LayerSpec> layers() {
        return layers;
    }

    /** Names of the layers that the network puts out. */
    List<String> outputs() {
        return outputs;
    }

    /**
     * Reads a model.
     *
     * @throws FormatException if it is no configuration of a Sequential or functional model
     */
    static ConfigReader read(JsonElement root) throws FormatException {
        ConfigReader reader = new ConfigReader();
        Config model = Config.of(root, "the configuration");
        reader.outputs.addAll(reader.model(model, List.of(), List.of(), 0));
        if (reader.layers.isEmpty()) {
            throw new FormatException("the configuration has no layers; expected at least one");
        }
        return reader;
    }

    /** Whether a JSON object is the configuration of a model. */
    static boolean isModel(JsonObject json) {
        JsonElement kind = json.get("class_name");
        return kind instanceof JsonPrimitive word
                && word.isString()
                && isModel(word.getAsString())
                && json.has("config");
    }

    private static boolean isModel(String kind) {
        return kind.equals("Sequential") || kind.equals("Model") || kind.equals("Functional");
    }

    /** Adds the layers of a model that takes these inputs; gives the names of its outputs. */
    private List<String> model(Config model, List<String> path, List<String> inputs, int depth)
            throws FormatException {
        if (depth > DEEPEST) {
            throw new FormatException(
                    "models are nested more than " + DEEPEST + " deep; expected fewer");
        }
        String kind = model.word("", "class_name");
        if (!isModel(kind)) {
            throw new FormatException(
                    "the configuration is of '"
                            + kind
                            + "', a class that cannot be rebuilt without its program; expected"
                            + " Sequential, Model or Functional");
        }
        JsonElement config = model.find("config");
        if (kind.equals("Sequential")) {
            return row(config, path, inputs, depth);
        }
        return graph(Config.of(config, model.where()), path, inputs, depth);
    }

    private List<String> row(
            @Nullable JsonElement config, List<String> path, List<String> inputs, int depth)
            throws FormatException {
        JsonElement list =
                config != null && config.isJsonObject()
                        ? config.getAsJsonObject().get("layers")
                        : config;
        if (list == null || !list.isJsonArray()) {
            throw new FormatException("a Sequential model has no list of layers; expected one");
        }
        List<String> last = inputs;
        int number = 0;
        for (JsonElement item : list.getAsJsonArray()) {
            number++;
            Config layer = Config.of(item, "layer " + number);
            if (last.isEmpty() && !layer.word("", "class_name").equals("InputLayer")) {
                last = implicitInput(layer, path);
            }
            last = layer(layer, path, last, depth);
        }
        return last;
    }

    /** The first layer of a row may say the shape of the input itself. */
    private List<String> implicitInput(Config layer, List<String> path) throws FormatException {
        JsonElement own = layer.find("config");
        Config config = own == null || !own.isJsonObject() ? layer : Config.of(own, layer.where());
        if (!config.has("batch_input_shape", "batch_shape", "input_dim")) {
            if (ConfigReader.isModel(layer.word("", "class_name"))) {
                return List.of(); // a model inside brings its input
            }
            throw config.refuse("batch_input_shape", "the shape of the network's input");
        }
        String name = unique("input");
        add(new LayerSpec("InputLayer", name, below(path, name), config, List.of()));
        return List.of(name);
    }

    private List<String> layer(Config layer, List<String> path, List<String> inputs, int depth)
            throws FormatException {
        String kind = layer.word("", "class_name");
        if (isModel(kind)) {
            JsonElement own = layer.find("config");
            String name =
                    own != null && own.isJsonObject()
                            ? Config.of(own, layer.where()).word("model", "name")
                            : "model";
            return model(layer, below(path, name), inputs, depth + 1);
        }
        Config config = Config.of(layer.find("config"), layer.where());
        String name =
                config.word(layer.word(kind.toLowerCase(java.util.Locale.ROOT), "name"), "name");
        boolean givenInput = kind.equals("InputLayer") && !inputs.isEmpty();
        if (givenInput) {
            return inputs; // a model inside of another takes what is there
        }
        String free = unique(name);
        Config named = new Config(config.json(), "layer '" + free + "' (" + kind + ")");
        add(new LayerSpec(kind, free, below(path, name), named, inputs));
        return List.of(free);
    }

    private void add(LayerSpec layer) throws FormatException {
        if (layers.size() >= MOST_LAYERS) {
            throw new FormatException(
                    "there are more than " + MOST_LAYERS + " layers; expected fewer");
        }
        layers.add(layer);
    }

    private static List<String> below(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    private String unique(String name) {
        String free = name;
        for (int i = 2; !names.add(free); i++) {
            free = name + " #" + i;
        }
        return free;
    }

    /** A graph: layers with inbound nodes, laid out in the order of the list as far as it goes. */
    private List<String> graph(Config config, List<String> path, List<String> inputs, int depth)
            throws FormatException {
        JsonElement list = config.find("layers");
        if (list == null || !list.isJsonArray()) {
            throw config.refuse("layers", "a list of layers");
        }
        List<String> entrances = names(config.find("input_layers"));
        Map<String, List<String>> made = new HashMap<>();
        List<Config> waiting = new ArrayList<>();
        for (JsonElement item : list.getAsJsonArray()) {
            waiting.add(Config.of(item, "a layer"));
        }
        while (!waiting.isEmpty()) {
            int before = waiting.size();
            List<Config> later = new ArrayList<>();
            for (Config layer : waiting) {
                if (!place(layer, path, inputs, entrances, made, depth)) {
                    later.add(layer);
                }
            }
            if (later.size() == before) {
                throw new FormatException(
                        "layer '"
                                + name(later.get(0))
                                + "' takes what no layer before it gives; expected a graph without"
                                + " cycles");
            }
            waiting = later;
        }
        List<String> ends = new ArrayList<>();
        for (String end : names(config.find("output_layers"))) {
            ends.addAll(Objects.requireNonNullElse(made.get(end), List.<String>of()));
        }
        if (ends.isEmpty()) {
            throw config.refuse("output_layers", "the layers that the network puts out");
        }
        return ends;
    }

    private static String name(Config layer) throws FormatException {
        return layer.word("", "name");
    }

    /** Adds a layer if its inputs are there. */
    private boolean place(
            Config layer,
            List<String> path,
            List<String> inputs,
            List<String> entrances,
            Map<String, List<String>> made,
            int depth)
            throws FormatException {
        String name = name(layer);
        int entrance = entrances.indexOf(name);
        if (entrance >= 0 && entrance < inputs.size()) {
            made.put(name, List.of(inputs.get(entrance)));
            return true;
        }
        List<String> taken = new ArrayList<>();
        for (String source : inbound(layer)) {
            List<String> there = made.get(source);
            if (there == null) {
                return false;
            }
            taken.addAll(there);
        }
        made.put(name, layer(layer, path, taken, depth));
        return true;
    }

    /** Names of the layers that a layer takes; it must be used once. */
    private static List<String> inbound(Config layer) throws FormatException {
        JsonElement nodes = layer.find("inbound_nodes");
        if (nodes == null || !nodes.isJsonArray() || nodes.getAsJsonArray().isEmpty()) {
            return List.of();
        }
        if (nodes.getAsJsonArray().size() > 1) {
            throw new FormatException(
                    "layer '"
                            + name(layer)
                            + "' is used several times in the graph; expected each layer once");
        }
        List<String> sources = new ArrayList<>();
        sources(nodes.getAsJsonArray().get(0), sources, 0);
        return sources;
    }

    /**
     * A node of Keras 1 and 2 is a list of {@code [layer, node, tensor, ...]}, of Keras 3 the
     * arguments of a call, in which tensors carry {@code keras_history}.
     */
    private static void sources(JsonElement node, List<String> sources, int depth) {
        if (depth > DEEPEST) {
            return; // no reference lies so deep
        }
        if (node.isJsonArray()) {
            JsonArray array = node.getAsJsonArray();
            boolean reference =
                    array.size() >= 3
                            && array.get(0) instanceof JsonPrimitive word
                            && word.isString()
                            && array.get(1) instanceof JsonPrimitive index
                            && index.isNumber();
            if (reference) {
                sources.add(array.get(0).getAsString());
            } else {
                array.forEach(item -> sources(item, sources, depth + 1));
            }
        } else if (node.isJsonObject()) {
            JsonObject object = node.getAsJsonObject();
            JsonElement history = object.get("keras_history");
            if (history != null) {
                sources(history, sources, depth + 1);
            } else {
                for (String key : List.of("args", "config")) {
                    JsonElement inner = object.get(key);
                    if (inner != null) {
                        sources(inner, sources, depth + 1);
                    }
                }
            }
        }
    }

    /** Names in {@code [[layer, node, tensor], ...]}, or one such triple alone. */
    private static List<String> names(@Nullable JsonElement list) {
        List<String> names = new ArrayList<>();
        if (list != null) {
            sources(list, names, 0);
        }
        return names;
    }
}

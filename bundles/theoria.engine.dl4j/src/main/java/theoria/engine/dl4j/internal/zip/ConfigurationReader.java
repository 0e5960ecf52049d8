package theoria.engine.dl4j.internal.zip;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import theoria.core.model.load.FormatException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads configuration.json: MultiLayerConfiguration (a list of layers) or
 * ComputationGraphConfiguration (layers and vertices with named inputs), of DL4J 0.5 to 1.0.0-M2.1.
 * A class name is looked up in a table and never loaded.
 */
final class ConfigurationReader {
    private static final int MOST_STEPS = 2000;
    private static final String LAYER_VERTEX = "LayerVertex";
    private static final Set<String> FROZEN =
            Set.of(
                    "FrozenLayer",
                    "org.deeplearning4j.nn.conf.layers.misc.FrozenLayer",
                    "org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop");

    private final Section root;
    private final List<String> remarks = new ArrayList<>();
    private boolean regularised;

    private ConfigurationReader(Section root) {
        this.root = root;
    }

    /**
     * Reads the text.
     *
     * @throws FormatException if it is no such configuration, or names a class that is not known
     */
    static Configuration read(String text) throws FormatException {
        JsonElement json;
        try {
            json = JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw new FormatException(
                    "entry 'configuration.json' is no intact JSON ("
                            + e.getMessage()
                            + "); expected an object",
                    e);
        }
        ConfigurationReader reader = new ConfigurationReader(Section.of(json, "the configuration"));
        Configuration configuration = reader.read();
        ClassNames.check(json);
        return configuration;
    }

    private Configuration read() throws FormatException {
        String className = root.word("@class", "");
        if (!className.isEmpty() && !className.startsWith("org.deeplearning4j.nn.conf.")) {
            throw root.refuse(
                    "is of class '" + className + "'",
                    "MultiLayerConfiguration or ComputationGraphConfiguration");
        }
        if (root.has("confs")) {
            return layers();
        }
        if (root.has("vertices")) {
            return graph();
        }
        throw root.refuse("has neither 'confs' nor 'vertices'", "the layers of a network");
    }

    private Configuration layers() throws FormatException {
        List<JsonElement> confs = root.list("confs");
        requireCount(confs.size());
        List<Step> steps = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Section preprocessors =
                root.section("inputPreProcessors", "the preprocessors").orElse(root);
        String last = "input";
        for (int i = 0; i < confs.size(); i++) {
            Section conf = Section.of(confs.get(i), "entry " + i + " of 'confs'");
            String key = String.valueOf(i);
            List<Preprocessor> before =
                    preprocessors == root || !preprocessors.has(key)
                            ? List.of()
                            : Preprocessor.read(preprocessors.object().get(key), "layer " + i);
            Step step = layer(conf, "layer" + i, List.of(last), before, false);
            while (step.name().equals("input") || !names.add(step.name())) {
                step = renamed(step, step.name() + "_" + i);
            }
            steps.add(step);
            last = step.name();
        }
        return configuration("MultiLayerNetwork", "input", steps, List.of(last));
    }

    private static Step renamed(Step step, String name) {
        return new Step(
                name,
                step.kind(),
                step.body(),
                step.inputs(),
                step.preprocessors(),
                step.dropConnect());
    }

    private void requireCount(int count) throws FormatException {
        if (count < 1 || count > MOST_STEPS) {
            throw root.refuse("has " + count + " layers", "1 to " + MOST_STEPS);
        }
    }

    private Configuration configuration(
            String form, String input, List<Step> steps, List<String> outputs) {
        if (regularised) {
            remarks.add(
                    "Regularisation, constraints and weight noise of the layers act in DL4J's"
                            + " training only and were left out.");
        }
        return new Configuration(form, input, steps, outputs, remarks);
    }

    /**
     * A layer from its NeuralNetConfiguration.
     *
     * @param name given by the graph, or to be used if the layer has none
     * @param named whether the graph gives the name
     */
    private Step layer(
            Section conf,
            String name,
            List<String> inputs,
            List<Preprocessor> before,
            boolean named)
            throws FormatException {
        Typed typed =
                Typed.of(
                        conf.require("layer", "layer '" + name + "'").object(),
                        "layer '" + name + "'");
        boolean frozen = FROZEN.contains(typed.className());
        if (frozen) {
            Section inner = typed.body().require("layer", "layer '" + name + "'");
            typed = Typed.of(inner.object(), "layer '" + name + "'");
        }
        String own = named ? name : typed.body().word("layerName", name);
        String title = "layer '" + own + "'";
        if (frozen) {
            remarks.add(title + " was frozen in DL4J and is an ordinary layer here.");
        }
        String className = typed.className();
        StepKind kind = StepKind.layer(className).orElseThrow(() -> unknown(title, className));
        Section body = new Section(typed.body().object(), title);
        regularised |= Regularisation.used(body);
        return new Step(own, kind, body, inputs, before, conf.flag("useDropConnect", false));
    }

    private static FormatException unknown(String title, String className) {
        return new FormatException(
                "configuration.json: "
                        + title
                        + " is of class '"
                        + className
                        + "', which is not supported; expected one of a feed-forward network");
    }

    private Configuration graph() throws FormatException {
        List<String> inputs = root.words("networkInputs");
        List<String> outputs = root.words("networkOutputs");
        if (inputs.size() != 1 || outputs.isEmpty()) {
            throw root.refuse(
                    "has " + inputs.size() + " inputs and " + outputs.size() + " outputs",
                    "one input and at least one output");
        }
        Section vertices = root.require("vertices", "'vertices'");
        Section vertexInputs = root.require("vertexInputs", "'vertexInputs'");
        requireCount(vertices.keys().size());
        List<Step> steps = new ArrayList<>();
        for (String name : VertexOrder.of(root, inputs, vertices, vertexInputs)) {
            steps.add(vertex(name, vertices, vertexInputs.words(name)));
        }
        for (String output : outputs) {
            if (!vertices.has(output)) {
                throw root.refuse("puts out '" + output + "'", "the name of a vertex");
            }
        }
        return configuration("ComputationGraph", inputs.get(0), steps, outputs);
    }

    private Step vertex(String name, Section vertices, List<String> inputs) throws FormatException {
        String title = "vertex '" + name + "'";
        Typed typed = Typed.of(vertices.object().get(name), title);
        Section body = new Section(typed.body().object(), title);
        List<Preprocessor> before =
                body.has("preProcessor")
                        ? Preprocessor.read(body.object().get("preProcessor"), title)
                        : List.of();
        if (typed.className().equals(LAYER_VERTEX)
                || typed.className().equals("org.deeplearning4j.nn.conf.graph." + LAYER_VERTEX)) {
            return layer(body.require("layerConf", title), name, inputs, before, true);
        }
        StepKind kind =
                StepKind.vertex(typed.className())
                        .orElseThrow(() -> unknown(title, typed.className()));
        return new Step(name, kind, body, inputs, before, false);
    }

    /** Settings of training that the network itself does not have. */
    private static final class Regularisation {
        private static final Set<String> NUMBERS = Set.of("l1", "l2", "l1Bias", "l2Bias");
        private static final Set<String> LISTS =
                Set.of("regularization", "regularizationBias", "constraints");

        private Regularisation() {}

        static boolean used(Section body) throws FormatException {
            for (String key : NUMBERS) {
                if (body.has(key) && Math.abs(body.real(key)) > 0) {
                    return true;
                }
            }
            for (String key : LISTS) {
                if (!body.list(key).isEmpty()) {
                    return true;
                }
            }
            return body.has("weightNoise");
        }
    }

    /** Looks at the class names of parts that are not translated. */
    private static final class ClassNames {
        private ClassNames() {}

        static void check(JsonElement element) throws FormatException {
            if (element.isJsonArray()) {
                for (JsonElement part : element.getAsJsonArray()) {
                    check(part);
                }
            } else if (element.isJsonObject()) {
                for (Map.Entry<String, JsonElement> entry : element.getAsJsonObject().entrySet()) {
                    if (entry.getKey().equals("@class")) {
                        requireOwn(entry.getValue().toString());
                    }
                    check(entry.getValue());
                }
            }
        }

        private static void requireOwn(String quoted) throws FormatException {
            boolean own =
                    quoted.startsWith("\"org.deeplearning4j.") || quoted.startsWith("\"org.nd4j.");
            if (!own) {
                throw new FormatException(
                        "configuration.json names the class "
                                + quoted
                                + "; expected classes of DL4J and ND4J only");
            }
        }
    }
}

package theoria.format.keras.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import theoria.core.model.data.InputContract;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A layers model of TensorFlow.js. */
public final class TfjsModel {
    /** The file that describes a model. */
    public static final String FILE = "model.json";

    /** Largest description that is read. */
    public static final long LONGEST_TEXT = 64 << 20;

    private static final String METADATA = "metadata.json";

    private TfjsModel() {}

    /**
     * Reads a model.
     *
     * @param description name of the file with layers and manifest
     * @param name of the network
     * @throws FormatException if it is damaged, or has a layer that is not supported
     */
    public static ImportedModel read(ModelFiles files, String description, String name)
            throws FormatException {
        JsonElement root = KerasModel.json(text(files, description));
        Config model = Config.of(root, "'" + description + "'");
        JsonObject topology = Config.of(model.find("modelTopology"), "'modelTopology'").json();
        boolean graph = topology.has("node") || model.word("", "format").equals("graph-model");
        if (graph) {
            throw new FormatException(
                    "the file is a graph model of TensorFlow.js; expected a layers model");
        }
        JsonElement inner = topology.get("model_config");
        JsonElement configuration = inner == null ? topology : inner;
        WeightSource weights = new ManifestWeights(model.find("weightsManifest"), files);
        ImportedModel imported =
                KerasModel.imported(
                        configuration,
                        weights,
                        Generation.of(topology),
                        name,
                        "TensorFlow.js layers model");
        return new ImportedModel(
                imported.graph(),
                imported.weights(),
                contract(files, imported.graph().classes()),
                imported.format(),
                imported.remarks());
    }

    private static String text(ModelFiles files, String name) throws FormatException {
        return new String(files.bytes(name, LONGEST_TEXT), StandardCharsets.UTF_8);
    }

    /** Teachable Machine writes the names of the classes into a file beside the model. */
    private static InputContract contract(ModelFiles files, int classes) throws FormatException {
        List<String> labels = new ArrayList<>();
        if (files.has(METADATA)) {
            JsonElement root = KerasModel.json(text(files, METADATA));
            JsonElement list = root.isJsonObject() ? root.getAsJsonObject().get("labels") : null;
            if (list != null && list.isJsonArray()) {
                for (JsonElement label : list.getAsJsonArray()) {
                    boolean word = label instanceof JsonPrimitive text && text.isString();
                    labels.add(word ? label.getAsString() : "");
                }
            }
        }
        InputContract plain = InputContract.IDENTITY;
        boolean fits = labels.size() == classes && !labels.contains("");
        return fits
                ? new InputContract(
                        plain.scaleNumerator(),
                        plain.scaleDenominator(),
                        plain.mean(),
                        plain.std(),
                        plain.layout(),
                        labels)
                : plain;
    }
}

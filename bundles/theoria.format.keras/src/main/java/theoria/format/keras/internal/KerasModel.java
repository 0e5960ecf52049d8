package theoria.format.keras.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Precision;

/** A network from a configuration and its weights. */
public final class KerasModel {
    private KerasModel() {}

    /** The JSON of a configuration. */
    public static JsonElement json(String text) throws FormatException {
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException | StackOverflowError e) {
            throw new FormatException("the configuration is no intact JSON; expected a model", e);
        }
    }

    /** Whether a configuration is of a model that can be rebuilt, or damaged, which is told. */
    public static boolean isModel(String text) throws FormatException {
        JsonElement json = json(text);
        boolean strange =
                json.isJsonObject()
                        && json.getAsJsonObject().has("class_name")
                        && !ConfigReader.isModel(json.getAsJsonObject());
        return !strange;
    }

    /** The graph alone. */
    public static NetworkGraph graph(JsonElement configuration, String name)
            throws FormatException {
        Drafting drafting = new Drafting(name, WeightSource.none());
        return GraphMaker.make(ConfigReader.read(configuration), drafting);
    }

    /** The network of an HDF5 file of Keras 1 or 2. */
    public static ImportedModel ofHdf5(Hdf5 file, String name) throws FormatException {
        String text =
                file.text("model_config")
                        .orElseThrow(
                                () ->
                                        new FormatException(
                                                "the file has no text 'model_config'; expected a"
                                                        + " model saved by Keras"));
        String version = file.text("keras_version").orElse("1");
        WeightSource weights = LayerWeights.ofGroups(file, "model_weights");
        return imported(json(text), weights, name, "Keras " + version + ", HDF5");
    }

    /** The network of a Keras 3 archive. */
    public static ImportedModel ofArchive(String configuration, byte[] weights, String name)
            throws FormatException {
        try (Hdf5 file = Hdf5.open(weights)) {
            WeightSource source = LayerWeights.ofVariables(file);
            return imported(json(configuration), source, name, "Keras 3");
        }
    }

    static ImportedModel imported(
            JsonElement configuration, WeightSource source, String name, String format)
            throws FormatException {
        Drafting drafting = new Drafting(name, source);
        NetworkGraph graph = GraphMaker.make(ConfigReader.read(configuration), drafting);
        boolean wide =
                drafting.blocks().values().stream()
                        .anyMatch(tensor -> tensor.precision() == Precision.DOUBLE);
        Weights.Builder weights = Weights.builder(graph, wide ? Precision.DOUBLE : Precision.FLOAT);
        drafting.blocks().forEach(weights::set);
        return new ImportedModel(
                graph, weights.build(), InputContract.IDENTITY, format, drafting.remarks());
    }
}

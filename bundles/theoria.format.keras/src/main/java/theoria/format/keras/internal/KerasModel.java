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
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

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
        Generation generation = Generation.of(configuration);
        Drafting drafting = new Drafting(name, WeightSource.none(), generation);
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
        Generation generation = Generation.of(version);
        return imported(json(text), weights, generation, name, "Keras " + version + ", HDF5");
    }

    /**
     * The network of a Keras 3 archive.
     *
     * @param metadata JSON with the version; also TensorFlow's last Keras 2 writes such archives
     */
    public static ImportedModel ofArchive(
            String configuration, String metadata, byte[] weights, String name)
            throws FormatException {
        JsonElement said = json(metadata);
        boolean versioned = said.isJsonObject() && said.getAsJsonObject().has("keras_version");
        Generation generation = versioned ? Generation.of(said) : Generation.KERAS_3;
        try (Hdf5 file = Hdf5.open(weights)) {
            WeightSource source = LayerWeights.ofVariables(file);
            return imported(json(configuration), source, generation, name, "Keras 3");
        }
    }

    static ImportedModel imported(
            JsonElement configuration,
            WeightSource source,
            Generation generation,
            String name,
            String format)
            throws FormatException {
        Drafting drafting = new Drafting(name, source, generation);
        NetworkGraph graph = GraphMaker.make(ConfigReader.read(configuration), drafting);
        boolean wide =
                drafting.blocks().values().stream()
                        .anyMatch(tensor -> tensor.precision() == Precision.DOUBLE);
        Weights.Builder weights = Weights.builder(graph, wide ? Precision.DOUBLE : Precision.FLOAT);
        drafting.blocks().forEach(weights::set);
        List<String> remarks = new ArrayList<>(drafting.remarks());
        long odd = drafting.blocks().values().stream().mapToLong(KerasModel::nonFinite).sum();
        if (odd > 0) {
            remarks.add(odd + " weights are NaN or infinite.");
        }
        return new ImportedModel(graph, weights.build(), InputContract.IDENTITY, format, remarks);
    }

    private static long nonFinite(Tensor tensor) {
        long count = 0;
        for (int i = 0; i < tensor.size(); i++) {
            count += Double.isFinite(tensor.get(i)) ? 0 : 1;
        }
        return count;
    }
}

package theoria.format.keras.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;

import org.jspecify.annotations.Nullable;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of a TensorFlow.js model. Its manifest is a list of groups; the tensors of a group
 * lie one behind the other in its files, taken as one row of bytes. A tensor is called by its layer
 * and its own name: {@code Conv1/kernel}, with the models around the layer before it or not.
 */
final class ManifestWeights implements WeightSource {
    private static final long MOST_BYTES = Integer.MAX_VALUE - Long.BYTES;

    private final Map<String, List<Tensor>> layers = new LinkedHashMap<>();

    /**
     * Reads all weights.
     *
     * @param manifest the array {@code weightsManifest}
     * @throws FormatException if files are missing, or hold other bytes than the manifest says
     */
    ManifestWeights(@Nullable JsonElement manifest, ModelFiles files) throws FormatException {
        for (JsonElement group : array(manifest, "'weightsManifest'")) {
            read(Config.of(group, "a group of the manifest"), files);
        }
    }

    private static JsonArray array(@Nullable JsonElement value, String what)
            throws FormatException {
        if (value == null || !value.isJsonArray()) {
            throw new FormatException(what + " is no list; expected one");
        }
        return value.getAsJsonArray();
    }

    private void read(Config group, ModelFiles files) throws FormatException {
        List<ManifestEntry> entries = new ArrayList<>();
        long total = 0;
        for (JsonElement weight : array(group.find("weights"), "the 'weights' of a group")) {
            ManifestEntry entry = ManifestEntry.of(weight);
            entries.add(entry);
            total += entry.length();
        }
        if (total > MOST_BYTES) {
            throw new FormatException(
                    "a group of the manifest announces "
                            + total
                            + " bytes; expected at most "
                            + MOST_BYTES);
        }
        ByteBuffer bytes =
                bytes(array(group.find("paths"), "the 'paths' of a group"), total, files);
        int at = 0;
        for (ManifestEntry entry : entries) {
            add(entry.name(), entry.read(bytes, at));
            at += (int) entry.length();
        }
    }

    private void add(String name, Tensor tensor) {
        String layer = name.substring(0, Math.max(0, name.lastIndexOf('/')));
        layers.computeIfAbsent(layer, key -> new ArrayList<>()).add(tensor);
    }

    /** The bytes of all files of a group; none is read further than the manifest's total. */
    private static ByteBuffer bytes(JsonArray paths, long total, ModelFiles files)
            throws FormatException {
        List<byte[]> parts = new ArrayList<>();
        long left = total;
        for (JsonElement path : paths) {
            if (!(path instanceof JsonPrimitive word) || !word.isString()) {
                throw new FormatException("a path of the manifest is no text; expected a name");
            }
            byte[] part = files.bytes(word.getAsString(), left);
            left -= part.length;
            parts.add(part);
        }
        if (left != 0) {
            throw new FormatException(
                    "the files of a group hold "
                            + (total - left)
                            + " bytes; expected "
                            + total
                            + " by the manifest");
        }
        if (parts.size() == 1) {
            return ByteBuffer.wrap(parts.get(0)).order(ByteOrder.LITTLE_ENDIAN);
        }
        ByteBuffer all = ByteBuffer.allocate((int) total).order(ByteOrder.LITTLE_ENDIAN);
        parts.forEach(all::put);
        return all;
    }

    @Override
    public boolean present() {
        return true;
    }

    /** Looks for the layer below all models around it, then below fewer and fewer. */
    @Override
    public List<Tensor> of(List<String> path) throws FormatException {
        for (int from = 0; from < path.size(); from++) {
            String wanted = String.join("/", path.subList(from, path.size()));
            List<Tensor> exact = layers.get(wanted);
            if (exact != null) {
                return exact;
            }
            List<String> below =
                    layers.keySet().stream().filter(name -> name.endsWith("/" + wanted)).toList();
            if (below.size() > 1) {
                throw new FormatException(
                        "layer '"
                                + wanted
                                + "' has weights in "
                                + String.join(", ", below)
                                + "; expected one place");
            }
            if (below.size() == 1) {
                return layers.getOrDefault(below.get(0), List.of());
            }
        }
        return List.of();
    }
}

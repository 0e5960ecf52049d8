package theoria.format.tensors;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.ArchitectureLoader;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.format.tensors.internal.JsonFields;
import theoria.format.tensors.internal.LayerReader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads Theoria's architecture files, JSON that a person can write:
 *
 * <pre>
 * {"format": "theoria-architecture", "version": 1, "name": "small", "input": [1, 28, 28],
 *  "layers": [
 *    {"name": "conv1", "op": "convolution", "filters": 8, "kernel": 3, "pad": 1},
 *    {"name": "norm1", "op": "batchnorm"},
 *    {"op": "relu"}, {"op": "maxpool", "kernel": 2}, {"op": "flatten"},
 *    {"name": "fc", "op": "dense", "units": 10}]}
 * </pre>
 *
 * A layer takes what the one before it puts out, or the layers that {@code inputs} names; the last
 * one is the output. The ops and their fields are listed at {@link LayerReader}. Blocks are called
 * {@code NAME.weight}, {@code NAME.bias}, {@code NAME.running_mean}, {@code NAME.running_var}.
 */
public final class ArchitectureFile implements ArchitectureLoader {
    private static final String MARK = "\"theoria-architecture\"";
    private static final long MOST_BYTES = 16 << 20;

    @Override
    public String format() {
        return "Theoria architecture";
    }

    @Override
    public boolean recognises(FileProbe probe) {
        String head = new String(probe.head(), StandardCharsets.UTF_8);
        return !probe.folder() && head.stripLeading().startsWith("{") && head.contains(MARK);
    }

    @Override
    public NetworkGraph load(Path file) throws FormatException {
        String name = "'" + file.getFileName() + "'";
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new FormatException(
                        "the file has more than " + MOST_BYTES + " bytes; expected a small text");
            }
            JsonElement root = JsonParser.parseString(Files.readString(file));
            return read(JsonFields.of(root, "the file"));
        } catch (FormatException e) {
            throw new FormatException(name + ": " + e.getMessage(), e);
        } catch (JsonParseException | StackOverflowError e) {
            throw new FormatException(name + " is no intact JSON; expected an architecture", e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FormatException(
                    name + " describes no network (" + e.getMessage() + "); expected one", e);
        } catch (IOException e) {
            throw new FormatException(name + " cannot be read; expected a text in UTF-8", e);
        }
    }

    private static NetworkGraph read(JsonFields root) throws FormatException {
        if (root.whole("version", 1) != 1) {
            throw new FormatException("the version is not 1; expected version 1");
        }
        NetworkGraph.Builder builder =
                NetworkGraph.builder(root.word("name", "network"))
                        .input("input", Shape.of(root.wholes("input")));
        LayerReader layers = new LayerReader(builder);
        for (JsonObject layer : root.objects("layers")) {
            layers.add(layer);
        }
        return builder.build(layers.last());
    }
}

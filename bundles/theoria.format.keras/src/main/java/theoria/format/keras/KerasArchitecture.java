package theoria.format.keras;

import com.google.gson.JsonElement;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.ArchitectureLoader;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.format.keras.internal.KerasModel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the JSON that Keras's {@code model.to_json()} writes: a graph without weights. */
public final class KerasArchitecture implements ArchitectureLoader {
    private static final long LONGEST_TEXT = 64 << 20;

    @Override
    public String format() {
        return "Keras JSON";
    }

    @Override
    public boolean recognises(FileProbe probe) {
        String head = new String(probe.head(), StandardCharsets.UTF_8);
        return !probe.folder()
                && head.stripLeading().startsWith("{")
                && head.contains("\"class_name\"")
                && !head.contains("\"modelTopology\""); // TensorFlow.js, with weights
    }

    @Override
    public NetworkGraph load(Path path) throws FormatException {
        String name = String.valueOf(path.getFileName());
        try {
            if (Files.size(path) > LONGEST_TEXT) {
                throw new FormatException(
                        "the file has more than " + LONGEST_TEXT + " bytes; expected a text");
            }
            JsonElement json = KerasModel.json(Files.readString(path));
            return KerasModel.graph(json, name);
        } catch (FormatException e) {
            throw Refusal.of(name, e);
        } catch (IOException e) {
            throw new FormatException("'" + name + "' is no text in UTF-8; expected JSON", e);
        }
    }
}

package theoria.format.keras;

import theoria.core.model.file.ZipEntries;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.load.TensorLoader;
import theoria.format.keras.internal.Hdf5;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the weights of a Keras 3 archive whose model is a class of its author's program, which
 * cannot be rebuilt: its tensors can still be looked at.
 */
public final class KerasArchiveWeights implements TensorLoader {
    private static final String WEIGHTS = "model.weights.h5";

    @Override
    public String format() {
        return "Keras 3 weights";
    }

    @Override
    public boolean recognises(FileProbe probe) {
        if (probe.folder() || !probe.startsWith('P', 'K')) {
            return false;
        }
        try (ZipEntries zip = ZipEntries.open(probe.path())) {
            return zip.has(WEIGHTS);
        } catch (IOException | FormatException e) {
            return false;
        }
    }

    @Override
    public NamedTensors load(Path path) throws FormatException {
        String name = String.valueOf(path.getFileName());
        try (ZipEntries zip = ZipEntries.open(path);
                Hdf5 file = Hdf5.open(zip.bytes(WEIGHTS, Integer.MAX_VALUE))) {
            List<NamedTensors.Entry> tensors =
                    file.tensors(new ArrayList<>()).stream()
                            .filter(entry -> !entry.name().startsWith("optimizer/"))
                            .toList();
            String remark =
                    "The model is a class of its own program; its weights are read, its graph is"
                            + " not.";
            return new NamedTensors(tensors, Map.of(), format(), List.of(remark));
        } catch (FormatException e) {
            throw Refusal.of(name, e);
        } catch (IOException e) {
            throw new FormatException("'" + name + "' is no intact zip; expected one of Keras", e);
        }
    }
}

package theoria.format.keras;

import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.load.TensorLoader;
import theoria.format.keras.internal.Hdf5;
import theoria.format.keras.internal.KerasTensors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the data sets of numbers of any HDF5 file as tensors by their paths. In a file of Keras's
 * weights (its groups name layers) kernels are turned to {@code [out,in,...]}, as everywhere here,
 * and names are those of the layers and tensors: {@code conv1/kernel}.
 */
public final class KerasWeightsLoader implements TensorLoader {
    @Override
    public String format() {
        return "HDF5";
    }

    @Override
    public boolean recognises(FileProbe probe) {
        return isHdf5(probe);
    }

    static boolean isHdf5(FileProbe probe) {
        return !probe.folder() && probe.startsWith(0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n');
    }

    @Override
    public NamedTensors load(Path path) throws FormatException {
        String name = String.valueOf(path.getFileName());
        FileProbe probe = FileProbe.of(path);
        try (Hdf5 file = Hdf5.open(path, probe.size())) {
            List<String> left = new ArrayList<>();
            List<NamedTensors.Entry> tensors =
                    file.has("layer_names") ? KerasTensors.of(file) : file.tensors(left);
            if (tensors.isEmpty()) {
                throw new FormatException("the file holds no numbers; expected weights");
            }
            List<String> remarks =
                    left.isEmpty()
                            ? List.of()
                            : List.of("Not read, no numbers: " + String.join(", ", left) + ".");
            return new NamedTensors(tensors, Map.of(), format(), remarks);
        } catch (FormatException e) {
            throw Refusal.of(name, e);
        }
    }
}

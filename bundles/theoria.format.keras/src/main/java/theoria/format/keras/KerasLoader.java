package theoria.format.keras;

import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.load.ModelLoader;
import theoria.format.keras.internal.Hdf5;
import theoria.format.keras.internal.KerasModel;

import java.nio.file.Path;

/**
 * Reads models that Keras 1 and 2 saved as HDF5: the configuration in the attribute {@code
 * model_config}, the weights in {@code model_weights}. Sequential and functional models, laid out
 * flat; images are turned to channels first, kernels to {@code [out,in,...]}; a final softmax is
 * taken off.
 */
public final class KerasLoader implements ModelLoader {
    @Override
    public String format() {
        return "Keras HDF5";
    }

    @Override
    public boolean recognises(FileProbe probe) {
        if (!KerasWeightsLoader.isHdf5(probe)) {
            return false;
        }
        try (Hdf5 file = Hdf5.open(probe.path(), probe.size())) {
            return file.has("model_config");
        } catch (FormatException e) {
            return false; // the reader of weights says what is wrong
        }
    }

    @Override
    public ImportedModel load(Path path) throws FormatException {
        String name = String.valueOf(path.getFileName());
        FileProbe probe = FileProbe.of(path);
        try (Hdf5 file = Hdf5.open(path, probe.size())) {
            return KerasModel.ofHdf5(file, name);
        } catch (FormatException e) {
            throw Refusal.of(name, e);
        }
    }
}

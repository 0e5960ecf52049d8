package theoria.format.tensors;

import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.load.TensorLoader;
import theoria.format.tensors.internal.TorchLegacy;
import theoria.format.tensors.internal.TorchTar;
import theoria.format.tensors.internal.TorchZip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the weights of PyTorch checkpoints of all three forms (zip, the older one, tar) without
 * Python and without running anything: a checkpoint is a pickle, a program for a machine that can
 * call any function; this reader follows only the instructions that build containers, numbers and
 * tensors, and keeps every other name as a name.
 *
 * <p>Taken are the tensors under {@code state_dict}, {@code model_state_dict} or {@code model} if
 * there is such a dictionary, else all; numbers and words beside it become facts.
 */
public final class TorchLoader implements TensorLoader {
    private static final Set<String> ENDINGS = Set.of("pt", "pth", "th", "t7", "pkl", "ckpt");

    @Override
    public String format() {
        return "PyTorch";
    }

    /** By content; a pickle of no known form only by a name that says so, to tell what is wrong. */
    @Override
    public boolean recognises(FileProbe probe) {
        if (probe.folder()) {
            return false;
        }
        if (probe.startsWith('P', 'K')) {
            return TorchZip.recognises(probe.path()) || named(probe);
        }
        return TorchLegacy.recognises(probe.head())
                || TorchTar.recognises(probe.head())
                || probe.size() > 0 && named(probe);
    }

    private static boolean named(FileProbe probe) {
        String name = probe.fileName().toLowerCase(Locale.ROOT);
        return !probe.pointer() && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    @Override
    public NamedTensors load(Path file) throws FormatException {
        String name = "'" + file.getFileName() + "'";
        try {
            FileProbe probe = FileProbe.of(file);
            if (probe.startsWith('P', 'K')) {
                return TorchZip.read(file);
            }
            if (TorchTar.recognises(probe.head())) {
                return TorchTar.read(file);
            }
            if (TorchLegacy.recognises(probe.head())) {
                return TorchLegacy.read(file);
            }
            throw new FormatException(
                    "the file is no PyTorch checkpoint of any form; expected a zip with data.pkl,"
                            + " the older form, or a tar");
        } catch (FormatException e) {
            throw new FormatException(name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new FormatException(
                    name + " cannot be read: " + e.getMessage() + "; expected an intact file", e);
        }
    }
}

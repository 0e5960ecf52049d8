package theoria.format.tensors;

import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.load.TensorLoader;
import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpyCodec;
import theoria.core.model.npy.NpyType;
import theoria.core.model.npy.NpzFile;
import theoria.core.model.tensor.Tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads NumPy arrays as weights: the arrays of an {@code .npz} by their names, or one {@code .npy}.
 * Arrays of objects, which are pickles, are refused.
 */
public final class NumpyTensorsLoader implements TensorLoader {
    private static final Set<NpyType> FLOATING =
            EnumSet.of(NpyType.FLOAT16, NpyType.FLOAT32, NpyType.FLOAT64);

    private static final long MOST_BYTES = 1L << 30;

    @Override
    public String format() {
        return "NumPy";
    }

    @Override
    public boolean recognises(FileProbe probe) {
        if (probe.folder()) {
            return false;
        }
        if (NpyCodec.recognises(probe.head())) {
            return true;
        }
        return probe.startsWith('P', 'K') && NpzFile.recognises(probe.path());
    }

    @Override
    public NamedTensors load(Path file) throws FormatException {
        List<NamedTensors.Entry> tensors = new ArrayList<>();
        for (Map.Entry<String, NpyArray> entry : arrays(file).entrySet()) {
            NpyArray array = entry.getValue();
            boolean wide = array.type() != NpyType.FLOAT16 && array.type() != NpyType.FLOAT32;
            Tensor values =
                    wide
                            ? Tensor.of(array.shape(), array.toDoubles())
                            : Tensor.of(array.shape(), array.toFloats());
            boolean whole = !FLOATING.contains(array.type());
            tensors.add(new NamedTensors.Entry(entry.getKey(), values, array.type().name(), whole));
        }
        return new NamedTensors(tensors, Map.of(), format(), List.of());
    }

    private static Map<String, NpyArray> arrays(Path file) throws FormatException {
        FileProbe probe = FileProbe.of(file);
        if (!NpyCodec.recognises(probe.head())) {
            return NpzFile.read(file);
        }
        String where = "file '" + probe.fileName() + "'";
        if (probe.size() > MOST_BYTES) {
            throw new FormatException(
                    where + " has " + probe.size() + " bytes; expected at most " + MOST_BYTES);
        }
        try {
            String name = probe.fileName().replaceFirst("\\.npy$", "");
            return Map.of(name, NpyCodec.read(Files.readAllBytes(file), where));
        } catch (IOException e) {
            throw new FormatException(where + " cannot be read; expected a readable file", e);
        }
    }
}

package theoria.format.keras;

import theoria.core.model.file.ZipEntries;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.load.ModelLoader;
import theoria.format.keras.internal.FolderFiles;
import theoria.format.keras.internal.ModelFiles;
import theoria.format.keras.internal.TfjsModel;
import theoria.format.keras.internal.ZippedFiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads layers models of TensorFlow.js: {@code model.json} with the layers of a Keras model and a
 * manifest of its weights, and files of weights beside it; as a folder, as that file in its folder,
 * or as a zip. Quantised weights are taken as the numbers they stand for; a final softmax is taken
 * off.
 */
public final class TfjsLoader implements ModelLoader {
    private static final String MODEL = TfjsModel.FILE;

    @Override
    public String format() {
        return "TensorFlow.js";
    }

    @Override
    public boolean recognises(FileProbe probe) {
        try {
            if (probe.folder()) {
                Path model = probe.path().resolve(MODEL);
                return Files.isRegularFile(model) && describes(FileProbe.of(model).head());
            }
            return probe.startsWith('P', 'K') ? zipped(probe.path()) : describes(probe.head());
        } catch (IOException | FormatException e) {
            return false; // no intact zip, or nothing readable: others say what is wrong
        }
    }

    private static boolean zipped(Path path) throws IOException, FormatException {
        try (ModelFiles files = zip(path)) {
            return files.has(MODEL) && describes(files.bytes(MODEL, TfjsModel.LONGEST_TEXT));
        }
    }

    /** Whether a text begins as the description of a model does. */
    private static boolean describes(byte[] bytes) {
        int length = Math.min(bytes.length, FileProbe.HEAD_BYTES);
        String head = new String(bytes, 0, length, StandardCharsets.UTF_8).stripLeading();
        return head.startsWith("{")
                && (head.contains("\"modelTopology\"") || head.contains("\"weightsManifest\""));
    }

    @Override
    public ImportedModel load(Path path) throws FormatException {
        String name = String.valueOf(path.getFileName());
        boolean folder = Files.isDirectory(path);
        boolean zip = !folder && FileProbe.of(path).startsWith('P', 'K');
        try (ModelFiles files = zip ? zip(path) : new FolderFiles(folder ? path : parent(path))) {
            return TfjsModel.read(files, folder || zip ? MODEL : name, name);
        } catch (FormatException e) {
            throw Refusal.of(name, e);
        } catch (IOException e) {
            throw new FormatException(
                    "'" + name + "' is no intact zip; expected one of TensorFlow.js", e);
        }
    }

    private static ModelFiles zip(Path path) throws IOException, FormatException {
        return ZippedFiles.beside(ZipEntries.open(path), MODEL);
    }

    private static Path parent(Path path) {
        Path absolute = path.toAbsolutePath();
        Path parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }
}

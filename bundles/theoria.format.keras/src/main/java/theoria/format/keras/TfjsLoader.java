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
        if (probe.folder()) {
            return Files.isRegularFile(probe.path().resolve(MODEL));
        }
        if (probe.startsWith('P', 'K')) {
            return zipped(probe.path());
        }
        String head = new String(probe.head(), StandardCharsets.UTF_8).stripLeading();
        return head.startsWith("{")
                && (head.contains("\"modelTopology\"") || head.contains("\"weightsManifest\""));
    }

    private static boolean zipped(Path path) {
        try (ZipEntries zip = ZipEntries.open(path)) {
            return ZippedFiles.beside(zip, MODEL).has(MODEL);
        } catch (IOException | FormatException e) {
            return false; // other readers of zips say what is wrong
        }
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

package theoria.format.keras;

import theoria.core.model.file.ZipEntries;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.load.ModelLoader;
import theoria.format.keras.internal.KerasModel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Reads the archives of Keras 3 ({@code .keras}): a zip of {@code config.json} and {@code
 * model.weights.h5}. Code that a Lambda layer carries is never looked at.
 */
public final class KerasArchiveLoader implements ModelLoader {
    private static final String CONFIGURATION = "config.json";
    private static final String METADATA = "metadata.json";
    private static final String WEIGHTS = "model.weights.h5";
    private static final long LONGEST_TEXT = 64 << 20;

    @Override
    public String format() {
        return "Keras 3";
    }

    @Override
    public boolean recognises(FileProbe probe) {
        if (probe.folder() || !probe.startsWith('P', 'K')) {
            return false;
        }
        boolean named = probe.fileName().endsWith(".keras"); // damaged ones are told what is wrong
        try (ZipEntries zip = ZipEntries.open(probe.path())) {
            boolean complete = zip.has(CONFIGURATION) && zip.has(WEIGHTS);
            return complete ? KerasModel.isModel(text(zip, CONFIGURATION)) : named;
        } catch (IOException | FormatException e) {
            return named;
        }
    }

    private static String text(ZipEntries zip, String name) throws FormatException {
        return new String(zip.bytes(name, LONGEST_TEXT), StandardCharsets.UTF_8);
    }

    @Override
    public ImportedModel load(Path path) throws FormatException {
        String name = String.valueOf(path.getFileName());
        try (ZipEntries zip = ZipEntries.open(path)) {
            byte[] weights = zip.bytes(WEIGHTS, Integer.MAX_VALUE);
            String metadata = zip.has(METADATA) ? text(zip, METADATA) : "{}";
            return KerasModel.ofArchive(text(zip, CONFIGURATION), metadata, weights, name);
        } catch (FormatException e) {
            throw Refusal.of(name, e);
        } catch (IOException e) {
            throw new FormatException(
                    "'"
                            + name
                            + "' is no intact zip ("
                            + e.getMessage()
                            + "); expected one of Keras",
                    e);
        }
    }
}

package theoria.engine.dl4j;

import theoria.core.model.file.ZipEntries;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.load.ModelLoader;
import theoria.engine.dl4j.internal.zip.ModelReader;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads the zips of DL4J's ModelSerializer, releases 0.5 to 1.0.0-M2.1: MultiLayerNetwork and
 * ComputationGraph of dense, convolution, pooling, batch normalisation and similar layers. Neither
 * DL4J nor ND4J runs and no Java object is deserialised: the configuration is read as JSON by an
 * allow-list of class names, the numbers by a reader of ND4J's array format.
 *
 * <p>The final softmax of an output layer is taken off, so that the network puts out logits. A zip
 * does not store the size of input images; where no preprocessor tells it, it is derived from the
 * layers and said in the remarks.
 */
public final class Dl4jLoader implements ModelLoader {
    private static final int[] ZIP = {'P', 'K', 3, 4};

    @Override
    public String format() {
        return "DL4J";
    }

    @Override
    public boolean recognises(FileProbe probe) {
        if (probe.folder() || !probe.startsWith(ZIP)) {
            return false;
        }
        try (ZipEntries zip = ZipEntries.open(probe.path())) {
            return ModelReader.recognises(zip);
        } catch (FormatException e) {
            return true; // a zip with bad names: load says which
        } catch (IOException e) {
            return false; // no intact zip, so nothing we know
        }
    }

    @Override
    public ImportedModel load(Path file) throws FormatException {
        String name = String.valueOf(file.getFileName());
        try (ZipEntries zip = ZipEntries.open(file)) {
            return new ModelReader(zip).read(name);
        } catch (IOException e) {
            throw new FormatException(
                    line(
                            "'"
                                    + name
                                    + "' is no intact zip ("
                                    + e.getMessage()
                                    + "); expected one written by DL4J's ModelSerializer"),
                    e);
        } catch (FormatException e) {
            throw new FormatException(line("'" + name + "': " + e.getMessage()), e);
        }
    }

    /** One line, whatever names the file contains. */
    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}

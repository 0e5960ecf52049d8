package theoria.engine.dl4j;

import theoria.core.model.file.AtomicOutput;
import theoria.core.model.load.Model;
import theoria.core.model.load.ModelWriter;
import theoria.engine.dl4j.internal.net.SaveSupport;
import theoria.engine.dl4j.internal.net.SavedGraph;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes networks as zips of a ComputationGraph, as DL4J's ModelSerializer of release 1.0.0-M2.1
 * does without an optimiser. The outputs become those of a layer with softmax and cross-entropy,
 * which readers take off again; in DL4J the network puts out probabilities. Equal networks give
 * equal bytes. Networks with operators that DL4J has no layer for are refused (see {@link
 * SaveSupport}).
 */
public final class Dl4jWriter implements ModelWriter {
    /** The time of all entries, so that equal networks give equal bytes: the first a zip has. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    @Override
    public String format() {
        return "DL4J";
    }

    @Override
    public List<String> extensions() {
        return List.of("zip");
    }

    @Override
    public Optional<String> obstacle(Model model) {
        return SaveSupport.obstacle(model.graph());
    }

    @Override
    public void write(Model model, Path file) throws IOException {
        try (SavedGraph graph = new SavedGraph(model.graph(), model.weights())) {
            AtomicOutput.write(file, out -> write(graph, out));
        } catch (LinkageError e) {
            throw new IOException(
                    "file '" + file + "' cannot be written: DL4J cannot load its native library",
                    e);
        }
    }

    private static void write(SavedGraph graph, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        begin(zip, "configuration.json");
        zip.write(graph.configuration().getBytes(StandardCharsets.UTF_8));
        begin(zip, "coefficients.bin");
        graph.writeCoefficients(zip);
        zip.finish();
    }

    private static void begin(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
    }
}

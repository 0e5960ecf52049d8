package theoria.runtime.cli;

import theoria.core.study.report.Report;
import theoria.core.study.report.ReportWriter;
import theoria.runtime.catalogue.Catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where results go: a file, whose ending chooses the writer, or a folder (no ending, or an existing
 * one), which gets the result in every form a script may want.
 */
final class Output {
    private final Catalogue catalogue;
    private final Path target;

    private Output(Catalogue catalogue, Path target) {
        this.catalogue = catalogue;
        this.target = target;
    }

    /**
     * Checks a target before anything is computed.
     *
     * @throws UsageException if no writer makes such files
     */
    static Output of(Path target, Catalogue catalogue) throws UsageException {
        Output output = new Output(catalogue, target);
        String extension = output.extension();
        if (!output.folder() && output.writer(extension).isEmpty()) {
            throw new UsageException(
                    "ending '."
                            + extension
                            + "' of '"
                            + target
                            + "' is not known; "
                            + output.known());
        }
        output.requireWritable();
        return output;
    }

    /** The folder the target goes to, or the nearest that is there, must take files. */
    private void requireWritable() throws UsageException {
        Path nearest = target.toAbsolutePath().normalize();
        if (!folder()) {
            nearest = nearest.resolveSibling("");
        }
        for (Path up = nearest.getParent(); !Files.exists(nearest) && up != null; ) {
            nearest = up;
            up = up.getParent();
        }
        if (!Files.isDirectory(nearest)) {
            throw new UsageException(
                    "'" + target + "' cannot be written: '" + nearest + "' is no folder");
        }
        if (!Files.isWritable(nearest)) {
            throw new UsageException(
                    "'" + target + "' cannot be written: no files may be made in " + nearest);
        }
    }

    private String known() {
        TreeSet<String> endings = new TreeSet<>();
        catalogue.writers().forEach(writer -> endings.addAll(writer.extensions()));
        return "expected "
                + String.join(", ", endings.stream().map(e -> "." + e).toList())
                + " or a folder";
    }

    private boolean folder() {
        return Files.isDirectory(target) || extension().isEmpty();
    }

    private String extension() {
        String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1);
    }

    private Optional<ReportWriter> writer(String extension) {
        return catalogue.writers().stream()
                .filter(writer -> writer.extensions().contains(extension))
                .findFirst();
    }

    /**
     * Writes a report and gives the files that were written.
     *
     * @throws UsageException if such a file cannot hold the report
     */
    List<Path> write(Report report) throws IOException, UsageException {
        if (!folder()) {
            ReportWriter writer = writer(extension()).orElseThrow();
            Optional<String> obstacle = writer.obstacle(report);
            if (obstacle.isPresent()) {
                throw new UsageException("'" + target + "' cannot be made: " + obstacle.get());
            }
            return writer.write(report, target);
        }
        Files.createDirectories(target);
        List<Path> written = new ArrayList<>();
        for (String extension : List.of("json", "npz", "csv", "png")) {
            Optional<ReportWriter> writer = writer(extension);
            if (writer.isPresent() && writer.get().obstacle(report).isEmpty()) {
                Path file = target.resolve("result." + extension);
                written.addAll(writer.get().write(report, file));
            }
        }
        return written;
    }
}

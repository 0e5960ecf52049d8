package theoria.report.print.internal;

import theoria.core.study.Run;
import theoria.core.study.report.Report;
import theoria.core.study.result.Result;
import theoria.draw.Pictures;
import theoria.draw.Snapshot;
import theoria.draw.View;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A picture of a report.
 *
 * @param run it belongs to
 * @param name within the report
 * @param result that is painted
 */
public record NamedPicture(Run run, String name, Result result) {
    /** Writes one picture to a file of its own. */
    @FunctionalInterface
    public interface Writer {
        /** Writes the file. */
        void write(Snapshot picture, Path file) throws IOException;
    }

    /** All pictures of a report, in order. */
    public static List<NamedPicture> of(Report report) {
        List<NamedPicture> pictures = new ArrayList<>();
        for (Run run : report.runs()) {
            for (Map.Entry<String, Result> picture : Pictures.of(run.result()).entrySet()) {
                String name =
                        report.runs().size() == 1
                                ? picture.getKey()
                                : run.descriptor().id() + "-" + picture.getKey();
                pictures.add(new NamedPicture(run, name, picture.getValue()));
            }
        }
        return pictures;
    }

    /** Why a report has no picture. */
    public static Optional<String> obstacle(Report report) {
        return of(report).isEmpty()
                ? Optional.of(
                        "'"
                                + report.title()
                                + "' has no picture; expected curves, a surface, images or a graph")
                : Optional.empty();
    }

    /**
     * All pictures of a report; at least one.
     *
     * @throws IOException if there is none, with one sentence
     */
    public static List<NamedPicture> require(Report report) throws IOException {
        Optional<String> obstacle = obstacle(report);
        if (obstacle.isPresent()) {
            throw new IOException(obstacle.get());
        }
        return of(report);
    }

    /**
     * Writes each picture to a file: the first under the target's name, any further beside it as
     * {@code TARGET-NAME.EXTENSION}.
     *
     * @return the files, the target first
     * @throws IOException if there is no picture or a file cannot be written, with one sentence
     */
    public static List<Path> writeEach(Report report, Path target, Writer writer)
            throws IOException {
        List<Path> written = new ArrayList<>();
        for (NamedPicture picture : require(report)) {
            Path file = written.isEmpty() ? target : beside(target, picture.name());
            writer.write(picture.snapshot(), file);
            written.add(file);
        }
        return written;
    }

    private static Path beside(Path target, String name) {
        String file = String.valueOf(target.getFileName());
        int dot = file.lastIndexOf('.');
        String base = dot < 0 ? file : file.substring(0, dot);
        String extension = dot < 0 ? "" : file.substring(dot);
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "-");
        return target.resolveSibling(base + "-" + plain + extension);
    }

    /** The picture as it is usually looked at, under its own caption, else that of the whole. */
    public Snapshot snapshot() {
        return Snapshot.of(
                result,
                View.USUAL,
                Pictures.bestStyle(result, false),
                run.result().caption(),
                run.provenance());
    }
}

package theoria.draw;

import theoria.core.study.report.ReportWriter;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A report writer that paints, and therefore can also write one picture as somebody looks at it.
 * The core knows nothing of views: whoever wants one asks the registered writers whether they are
 * of this kind.
 */
public interface SnapshotWriter extends ReportWriter {
    /**
     * Writes the picture, enlarged to the usual size, with what its reports say beside pictures.
     * Nothing half-written is ever left under the target's name.
     *
     * @throws IOException if the file cannot be written, with one sentence
     */
    void write(Snapshot picture, Path target) throws IOException;
}

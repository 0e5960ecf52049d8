package theoria.core.study.writer;

import theoria.core.model.file.AtomicOutput;
import theoria.core.study.internal.SurfaceMesh;
import theoria.core.study.report.BesideNames;
import theoria.core.study.report.Report;
import theoria.core.study.report.ReportPart;
import theoria.core.study.report.ReportWriter;
import theoria.core.study.result.Surface;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes surfaces for ParaView, as VTK XML PolyData in ASCII: a point (x, y, z) for each cell of
 * the grid whose main quantity z was computed and is finite, joined by quadrilaterals and, where
 * one corner is missing, triangles; every quantity as an array over the points. The first surface
 * goes under the target's name, surface NAME beside it as {@code OUT-NAME.vtp}. The same result
 * gives the same bytes.
 */
public final class VtpWriter implements ReportWriter {
    private static final String EXTENSION = "vtp";

    /** For the extension registry. */
    public VtpWriter() {}

    @Override
    public String description() {
        return "surface for ParaView";
    }

    @Override
    public Set<String> extensions() {
        return Set.of(EXTENSION);
    }

    @Override
    public Optional<String> obstacle(Report report) {
        return surfaces(report).isEmpty()
                ? Optional.of("'" + report.title() + "' has no surface; expected one")
                : Optional.empty();
    }

    @Override
    public List<Path> write(Report report, Path target) throws IOException {
        Optional<String> obstacle = obstacle(report);
        if (obstacle.isPresent()) {
            throw new IOException(obstacle.get());
        }
        BesideNames names = new BesideNames(target, EXTENSION);
        List<Path> files = new ArrayList<>();
        for (ReportPart part : surfaces(report)) {
            if (part.result() instanceof Surface surface) {
                Path file = names.next(part.name());
                AtomicOutput.write(file, out -> write(surface, out));
                files.add(file);
            }
        }
        return files;
    }

    private static List<ReportPart> surfaces(Report report) {
        return ReportPart.of(report).stream()
                .filter(part -> part.result() instanceof Surface)
                .filter(part -> !((Surface) part.result()).layers().isEmpty())
                .toList();
    }

    /** Writes one surface, which has a quantity; the stream stays open. */
    public static void write(Surface surface, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        new SurfaceMesh(surface).write(text);
        text.flush();
    }
}

package theoria.report.print;

import theoria.core.model.file.AtomicOutput;
import theoria.core.study.Run;
import theoria.core.study.report.Report;
import theoria.core.study.report.ReportWriter;
import theoria.core.study.result.Result;
import theoria.draw.Pictures;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.imageio.ImageIO;

/**
 * Writes pictures as PNG: the first under the target's name, any further beside it as {@code
 * TARGET-NAME.png}.
 */
public final class PngWriter implements ReportWriter {
    @Override
    public String description() {
        return "PNG pictures";
    }

    @Override
    public Set<String> extensions() {
        return Set.of("png");
    }

    @Override
    public Optional<String> obstacle(Report report) {
        boolean any = report.runs().stream().anyMatch(run -> !Pictures.of(run.result()).isEmpty());
        return any
                ? Optional.empty()
                : Optional.of(
                        "'"
                                + report.title()
                                + "' has no picture; expected curves, a surface or images");
    }

    @Override
    public List<Path> write(Report report, Path target) throws IOException {
        Optional<String> obstacle = obstacle(report);
        if (obstacle.isPresent()) {
            throw new IOException(obstacle.get());
        }
        List<Path> written = new ArrayList<>();
        for (Run run : report.runs()) {
            for (Map.Entry<String, Result> picture : Pictures.of(run.result()).entrySet()) {
                String name =
                        report.runs().size() == 1
                                ? picture.getKey()
                                : run.descriptor().id() + "-" + picture.getKey();
                Path file = written.isEmpty() ? target : beside(target, name);
                write(picture.getValue(), file);
                written.add(file);
            }
        }
        return written;
    }

    private static Path beside(Path target, String name) {
        String file = String.valueOf(target.getFileName());
        String base = file.substring(0, file.length() - ".png".length());
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "-");
        return target.resolveSibling(base + "-" + plain + ".png");
    }

    private static void write(Result result, Path file) throws IOException {
        BufferedImage image = Pictures.image(result, Pictures.bestStyle(result, false));
        AtomicOutput.write(
                file,
                out -> {
                    if (!ImageIO.write(image, "png", out)) {
                        throw new IOException("this Java cannot write PNG");
                    }
                });
    }
}

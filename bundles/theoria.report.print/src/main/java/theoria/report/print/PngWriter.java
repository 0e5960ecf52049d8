package theoria.report.print;

import theoria.core.model.file.AtomicOutput;
import theoria.core.study.report.Report;
import theoria.core.study.report.ReportWriter;
import theoria.core.study.result.Result;
import theoria.draw.Pictures;
import theoria.report.print.internal.NamedPicture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
        return NamedPicture.obstacle(report);
    }

    @Override
    public List<Path> write(Report report, Path target) throws IOException {
        return NamedPicture.writeEach(
                report, target, (picture, file) -> write(picture.result(), file));
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

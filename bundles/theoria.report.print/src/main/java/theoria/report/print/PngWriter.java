package theoria.report.print;

import theoria.core.model.file.AtomicOutput;
import theoria.core.study.report.Report;
import theoria.draw.PictureStyle;
import theoria.draw.Snapshot;
import theoria.draw.SnapshotWriter;
import theoria.report.print.internal.NamedPicture;

import java.awt.Graphics2D;
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
public final class PngWriter implements SnapshotWriter {
    /** Pixels per point of what somebody looks at: sharp on paper and on fine screens. */
    private static final int FINE = 2;

    /** What a program that opens the file can be expected to hold. */
    private static final double MOST_PIXELS = 1e8;

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
                report, target, (picture, file) -> write(image(picture, 1), file));
    }

    @Override
    public void write(Snapshot picture, Path target) throws IOException {
        write(image(picture, FINE * picture.enlargement()), target);
    }

    private static BufferedImage image(Snapshot picture, double wanted) {
        PictureStyle style = picture.style();
        double most = Math.sqrt(MOST_PIXELS / style.width() / style.height());
        double scale = Math.min(wanted, most);
        BufferedImage image =
                new BufferedImage(
                        (int) Math.round(style.width() * scale),
                        (int) Math.round(style.height() * scale),
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        try {
            canvas.setColor(style.canvas());
            canvas.fillRect(0, 0, image.getWidth(), image.getHeight()); // also what rounding adds
            canvas.scale(scale, scale);
            picture.painter().accept(canvas);
        } finally {
            canvas.dispose();
        }
        return image;
    }

    private static void write(BufferedImage image, Path file) throws IOException {
        AtomicOutput.write(
                file,
                out -> {
                    if (!ImageIO.write(image, "png", out)) {
                        throw new IOException("this Java cannot write PNG");
                    }
                });
    }
}

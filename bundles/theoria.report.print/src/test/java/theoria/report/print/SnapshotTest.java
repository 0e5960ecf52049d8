package theoria.report.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.study.Provenance;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Surface;
import theoria.draw.Camera;
import theoria.draw.ColourMap;
import theoria.draw.PictureStyle;
import theoria.draw.Range;
import theoria.draw.Snapshot;
import theoria.draw.View;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import javax.imageio.ImageIO;

/** A picture goes to a file as somebody looks at it. */
class SnapshotTest {
    private static final View MAGMA = View.USUAL.coloured(Optional.of(ColourMap.MAGMA));

    @TempDir Path folder;

    private static Snapshot snapshot(View view, int width, int height) {
        double[] axis = {0, 1, 2};
        Surface surface =
                Surface.builder("Surface", Axis.of("x"), axis, Axis.of("y"), axis)
                        .layer("a", Axis.of("a"), new double[] {1, 2, 3, 4, 5, 4, 3, 2, 1})
                        .build();
        return Snapshot.of(
                surface,
                view,
                new PictureStyle(width, height, false),
                "loss, seed 1",
                new Provenance(Map.of("study", "landscape.surface", "seed", "1")));
    }

    private BufferedImage png(View view) throws Exception {
        Path file = folder.resolve("p.png");
        new PngWriter().write(snapshot(view, 360, 240), file);
        return ImageIO.read(file.toFile());
    }

    private static int count(BufferedImage image, int rgb) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xffffff) == rgb ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void coloursRangeAndCameraAreThoseThatAreLookedAt() throws Exception {
        int brightest = ColourMap.MAGMA.rgb(1);
        assertThat(count(png(View.USUAL), brightest)).isZero();
        int usual = count(png(MAGMA), brightest);
        int clipped = count(png(MAGMA.over(new Range(1, 2))), brightest);
        assertThat(usual).isPositive();
        assertThat(clipped).isGreaterThan(5 * usual);
        View above = MAGMA.inSpace(true).from(new Camera(0, 90, 1, 0.5));
        View beside = MAGMA.inSpace(true).from(new Camera(0, 0, 1, 0.5));
        assertThat(count(png(above), 0xFFFFFF)).isLessThan(count(png(beside), 0xFFFFFF));
    }

    @Test
    void filesAreAlikeUnlessLettersBecameTooSmall() throws Exception {
        for (int width : new int[] {360, 1440, 2880}) {
            Path file = folder.resolve(width + ".png");
            new PngWriter().write(snapshot(MAGMA, width, width / 2), file);
            BufferedImage image = ImageIO.read(file.toFile());
            int across = Math.max(1440, width);
            assertThat(image.getWidth()).isEqualTo(across);
            assertThat(image.getHeight()).isEqualTo(across / 2);
        }
    }

    @Test
    void theEdgeOfAnEnlargedPictureIsWhite() throws Exception {
        Path file = folder.resolve("p.png");
        new PngWriter().write(snapshot(MAGMA, 661, 379), file);
        BufferedImage image = ImageIO.read(file.toFile());
        int bottom = image.getHeight() - 1;
        assertThat(image.getRGB(700, bottom) & 0xffffff).isEqualTo(0xFFFFFF);
    }

    @Test
    void vectorsKeepTheProportionsAndSayWhereTheNumbersComeFrom() throws Exception {
        Path svg = folder.resolve("p.svg");
        new SvgWriter().write(snapshot(MAGMA, 360, 300), svg);
        assertThat(Files.readString(svg))
                .contains("viewBox=\"0 0 360 300\"", "width=\"720\"", "height=\"600\"")
                .contains("<desc>loss, seed 1</desc>");
        Path pdf = folder.resolve("p.pdf");
        new PdfWriter().write(snapshot(MAGMA, 360, 300), pdf);
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            BufferedImage page = new PDFRenderer(document).renderImage(0);
            assertThat(page.getWidth()).isEqualTo(720 + 72);
            assertThat(page.getHeight()).isGreaterThan(600 + 72 + 20);
        }
    }
}

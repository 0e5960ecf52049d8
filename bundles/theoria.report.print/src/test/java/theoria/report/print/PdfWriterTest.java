package theoria.report.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.study.result.Text;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class PdfWriterTest {
    private static final int MARGIN = 36;

    @TempDir Path folder;

    /** Pixels of a part of an image that are not nearly white. */
    private static int inked(BufferedImage image, int fromRow, int toRow) {
        int count = 0;
        for (int y = fromRow; y < toRow; y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xff) < 200 ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void everyPictureHasAPageWithPictureAndFooter() throws Exception {
        Path target = folder.resolve("p.pdf");
        assertThat(new PdfWriter().write(Samples.report(Samples.everyKind()), target))
                .containsExactly(target);
        try (PDDocument document = Loader.loadPDF(target.toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(4);
            PDFRenderer renderer = new PDFRenderer(document);
            for (int page = 0; page < 4; page++) {
                BufferedImage image = renderer.renderImage(page);
                int bottom = image.getHeight() - MARGIN;
                assertThat(inked(image, MARGIN, bottom - 60)).isGreaterThan(300);
                assertThat(inked(image, bottom - 20, bottom)).isGreaterThan(50);
                assertThat(inked(image, 0, MARGIN - 4)).isZero();
            }
        }
    }

    @Test
    void noFontIsNeededToReadIt() throws Exception {
        Path target = folder.resolve("p.pdf");
        new PdfWriter().write(Samples.report(Samples.curves("Loss")), target);
        try (PDDocument document = Loader.loadPDF(target.toFile())) {
            PDResources resources = document.getPage(0).getResources();
            int forms = 0;
            for (COSName name : resources.getXObjectNames()) {
                PDFormXObject form = (PDFormXObject) resources.getXObject(name);
                assertThat(form.getResources().getFontNames()).isEmpty();
                forms++;
            }
            assertThat(forms).isPositive();
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("r");
        }
    }

    @Test
    void aResultWithoutPictureIsRefusedAndLeavesNothing() {
        Path target = folder.resolve("p.pdf");
        Text words = Text.builder("t", "x").build();
        assertThatThrownBy(() -> new PdfWriter().write(Samples.report(words), target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no picture");
        assertThat(Files.exists(target)).isFalse();
    }
}

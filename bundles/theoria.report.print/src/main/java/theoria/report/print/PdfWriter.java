package theoria.report.print;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;

import theoria.core.model.file.AtomicOutput;
import theoria.core.study.report.Report;
import theoria.core.study.report.ReportWriter;
import theoria.draw.PictureStyle;
import theoria.draw.Pictures;
import theoria.report.print.internal.Footer;
import theoria.report.print.internal.NamedPicture;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes all pictures of a report into one PDF file, a page each, with the caption and where the
 * numbers come from beneath. Letters are drawn as shapes, so that every reader shows the same.
 */
public final class PdfWriter implements ReportWriter {
    private static final int MARGIN = 36;

    /** Any fixed number: the same pictures give the same file. */
    private static final long DOCUMENT = 1;

    @Override
    public String description() {
        return "PDF with a page per picture";
    }

    @Override
    public Set<String> extensions() {
        return Set.of("pdf");
    }

    @Override
    public Optional<String> obstacle(Report report) {
        return NamedPicture.obstacle(report);
    }

    @Override
    public List<Path> write(Report report, Path target) throws IOException {
        List<NamedPicture> pictures = NamedPicture.require(report);
        AtomicOutput.write(target, out -> write(report.title(), pictures, out));
        return List.of(target);
    }

    private static void write(String title, List<NamedPicture> pictures, OutputStream out)
            throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.setDocumentId(DOCUMENT);
            document.getDocumentInformation().setTitle(title);
            document.getDocumentInformation().setCreator("Theoria");
            for (NamedPicture picture : pictures) {
                addPage(document, picture);
            }
            document.save(out);
        }
    }

    private static void addPage(PDDocument document, NamedPicture picture) throws IOException {
        PictureStyle style = Pictures.bestStyle(picture.result(), false);
        Footer footer = new Footer(picture, style.width());
        int width = style.width() + 2 * MARGIN;
        int height = style.height() + 2 * MARGIN + footer.height();
        PDPage page = new PDPage(new PDRectangle(width, height));
        document.addPage(page);
        PDFormXObject form;
        PdfBoxGraphics2D canvas = new PdfBoxGraphics2D(document, width, height);
        try {
            canvas.setColor(Color.WHITE);
            canvas.fillRect(0, 0, width, height);
            canvas.translate(MARGIN, MARGIN);
            Pictures.paint(picture.result(), style, canvas);
            canvas.translate(0, style.height());
            footer.paint(canvas);
        } finally {
            canvas.dispose();
        }
        form = canvas.getXFormObject();
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.drawForm(form);
        }
    }
}

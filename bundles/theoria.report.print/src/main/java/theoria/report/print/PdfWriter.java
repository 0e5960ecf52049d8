package theoria.report.print;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;

import theoria.core.model.file.AtomicOutput;
import theoria.core.study.report.Report;
import theoria.draw.Snapshot;
import theoria.draw.SnapshotWriter;
import theoria.report.print.internal.Footer;
import theoria.report.print.internal.NamedPicture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes all pictures of a report into one PDF file, a page each, with the caption and where the
 * numbers come from beneath. Letters are drawn as shapes, so that every reader shows the same.
 */
public final class PdfWriter implements SnapshotWriter {
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
        write(
                report.title(),
                target,
                document -> {
                    for (NamedPicture picture : pictures) {
                        addPage(document, picture.snapshot(), 1);
                    }
                });
        return List.of(target);
    }

    @Override
    public void write(Snapshot picture, Path target) throws IOException {
        write(
                picture.title(),
                target,
                document -> addPage(document, picture, picture.enlargement()));
    }

    private static void write(String title, Path target, Pages pages) throws IOException {
        AtomicOutput.write(
                target,
                out -> {
                    try (PDDocument document = new PDDocument()) {
                        document.setDocumentId(DOCUMENT);
                        document.getDocumentInformation().setTitle(title);
                        document.getDocumentInformation().setCreator("Theoria");
                        pages.addTo(document);
                        document.save(out);
                    }
                });
    }

    /** The pages of a document. */
    @FunctionalInterface
    private interface Pages {
        void addTo(PDDocument document) throws IOException;
    }

    private static void addPage(PDDocument document, Snapshot picture, double scale)
            throws IOException {
        float across = (float) (picture.style().width() * scale);
        float down = (float) (picture.style().height() * scale);
        Footer footer = new Footer(picture, Math.round(across));
        float width = across + 2 * MARGIN;
        float height = down + 2 * MARGIN + footer.height();
        PDPage page = new PDPage(new PDRectangle(width, height));
        document.addPage(page);
        PdfBoxGraphics2D canvas = new PdfBoxGraphics2D(document, width, height);
        try {
            canvas.setColor(Color.WHITE);
            canvas.fill(new Rectangle2D.Float(0, 0, width, height));
            canvas.translate(MARGIN, MARGIN);
            paint(picture, scale, canvas);
            canvas.translate(0, down);
            footer.paint(canvas);
        } finally {
            canvas.dispose();
        }
        PDFormXObject form = canvas.getXFormObject();
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.drawForm(form);
        }
    }

    private static void paint(Snapshot picture, double scale, Graphics2D canvas) {
        Graphics2D scaled = (Graphics2D) canvas.create();
        try {
            scaled.scale(scale, scale);
            picture.painter().accept(scaled);
        } finally {
            scaled.dispose();
        }
    }
}

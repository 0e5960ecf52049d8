package theoria.report.print;

import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import theoria.core.model.file.AtomicOutput;
import theoria.core.study.report.Report;
import theoria.draw.PictureStyle;
import theoria.draw.Snapshot;
import theoria.draw.SnapshotWriter;
import theoria.report.print.internal.EmbeddedImages;
import theoria.report.print.internal.NamedPicture;

import java.awt.Dimension;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

/**
 * Writes pictures as SVG, text as text, rasters inside the file: the first under the target's name,
 * any further beside it as {@code TARGET-NAME.svg}.
 */
public final class SvgWriter implements SnapshotWriter {
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final int DECIMALS = 2;

    @Override
    public String description() {
        return "SVG pictures";
    }

    @Override
    public Set<String> extensions() {
        return Set.of("svg");
    }

    @Override
    public Optional<String> obstacle(Report report) {
        return NamedPicture.obstacle(report);
    }

    @Override
    public List<Path> write(Report report, Path target) throws IOException {
        return NamedPicture.writeEach(
                report,
                target,
                (picture, file) -> AtomicOutput.write(file, out -> write(picture, 1, out)));
    }

    @Override
    public void write(Snapshot picture, Path target) throws IOException {
        AtomicOutput.write(target, out -> write(picture, picture.enlargement(), out));
    }

    private static void write(Snapshot picture, double scale, OutputStream out) throws IOException {
        PictureStyle style = picture.style();
        SVGGraphics2D canvas = canvas();
        canvas.setSVGCanvasSize(
                new Dimension(
                        (int) Math.round(style.width() * scale),
                        (int) Math.round(style.height() * scale)));
        picture.painter().accept(canvas);
        Element root = canvas.getRoot();
        root.setAttributeNS(null, "viewBox", "0 0 " + style.width() + " " + style.height());
        describe(root, "desc", picture.caption());
        describe(root, "title", picture.title());
        stream(root, out);
    }

    /** Not by Batik, which names a DTD that readers then look for in the net. */
    private static void stream(Element root, OutputStream out) throws IOException {
        try {
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(new DOMSource(root), new StreamResult(out));
        } catch (TransformerException e) {
            throw new IOException("this Java cannot write XML: " + e.getMessage(), e);
        }
    }

    private static SVGGraphics2D canvas() throws IOException {
        try {
            Document document =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .getDOMImplementation()
                            .createDocument(SVG, "svg", null);
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
            context.setImageHandler(new EmbeddedImages());
            context.setPrecision(DECIMALS);
            context.setComment("Theoria");
            return new SVGGraphics2D(context, false);
        } catch (ParserConfigurationException e) {
            throw new IOException("this Java cannot write XML: " + e.getMessage(), e);
        }
    }

    /** For readers that speak, and for the reader of the file. */
    private static void describe(Element root, String name, String text) {
        if (!text.isEmpty()) {
            Element element = root.getOwnerDocument().createElementNS(SVG, name);
            element.setTextContent(text);
            root.insertBefore(element, root.getFirstChild());
        }
    }
}

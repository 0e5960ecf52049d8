package theoria.report.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

class SvgWriterTest {
    @TempDir Path folder;

    private static Document read(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        // a file that needs a DTD from the net would be refused
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(file.toFile());
    }

    @Test
    void furtherPicturesLieBesideTheFirst() throws Exception {
        Path target = folder.resolve("p.svg");
        assertThat(new SvgWriter().write(Samples.report(Samples.two()), target))
                .containsExactly(target, folder.resolve("p-two.svg"));
    }

    @Test
    void theFileHoldsLinesWordsSizeAndCaption() throws Exception {
        Path target = folder.resolve("p.svg");
        new SvgWriter().write(Samples.report(Samples.curves("Loss")), target);
        Element root = read(target).getDocumentElement();
        assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 720 480");
        assertThat(root.getElementsByTagNameNS("*", "title").item(0).getTextContent())
                .isEqualTo("Loss");
        assertThat(root.getElementsByTagNameNS("*", "desc").item(0).getTextContent())
                .isEqualTo("train loss, seed 1 & 1,000 samples < all");
        NodeList words = root.getElementsByTagNameNS("*", "text");
        assertThat(words.getLength()).isGreaterThan(5);
        assertThat(root.getElementsByTagNameNS("*", "path").getLength()).isPositive();
    }

    @Test
    void everyKindIsWrittenAndRastersLieInsideTheFile() throws Exception {
        List<Path> files =
                new SvgWriter().write(Samples.report(Samples.everyKind()), folder.resolve("p.svg"));
        assertThat(files).hasSize(4);
        Element surface = read(files.get(1)).getDocumentElement();
        Element image = (Element) surface.getElementsByTagNameNS("*", "image").item(0);
        String data = image.getAttributeNS("http://www.w3.org/1999/xlink", "href");
        assertThat(data).startsWith("data:image/png;base64,");
        byte[] bytes = Base64.getDecoder().decode(data.substring(data.indexOf(',') + 1));
        assertThat(ImageIO.read(new ByteArrayInputStream(bytes)).getWidth()).isGreaterThan(500);
    }

    @Test
    void theSamePictureGivesTheSameFile() throws Exception {
        Path first = folder.resolve("1.svg");
        Path second = folder.resolve("2.svg");
        new SvgWriter().write(Samples.report(Samples.curves("Loss")), first);
        new SvgWriter().write(Samples.report(Samples.curves("Loss")), second);
        assertThat(first).hasSameBinaryContentAs(second);
        assertThat(Files.size(first)).isPositive();
    }
}

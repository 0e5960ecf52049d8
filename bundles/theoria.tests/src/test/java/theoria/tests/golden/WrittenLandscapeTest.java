package theoria.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.report.Report;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Surface;
import theoria.report.hdf5.Hdf5Writer;
import theoria.testkit.SharedFiles;
import theoria.tests.support.Studies;
import theoria.tests.support.Theoria;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;

/** Landscapes in the forms of other programs: read back they are the same numbers. */
class WrittenLandscapeTest {
    @TempDir Path folder;

    private Path run(String study, String file, String parameter) {
        Path out = folder.resolve(file);
        String[] words = {
            "run",
            study,
            "--model",
            SharedFiles.require("golden/models/lenet-mnist.onnx").toString(),
            "--data",
            SharedFiles.require("data/mnist").toString(),
            "--preprocess",
            "scale=1/255",
            "--samples",
            "0:20",
            "--split",
            "both",
            "-p",
            parameter,
            "-o",
            out.toString()
        };
        Theoria.Outcome outcome = new Theoria(folder.resolve("ws")).run(words);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return out;
    }

    private static Composite stored(Path file) throws Exception {
        return (Composite)
                Studies.result(
                        "landscape.stored",
                        Map.of("file", file.toString(), "quantity", "train_loss"));
    }

    private static double[] layer(Surface surface, String key) {
        return surface.layers().stream()
                .filter(layer -> layer.key().equals(key))
                .findFirst()
                .orElseThrow()
                .values();
    }

    @Test
    void aSurfaceInTheLayoutOfLiComesBackWithTheSameNumbers() throws Exception {
        Map<String, NpyArray> numbers =
                NpzFile.read(run("landscape.surface", "surface.npz", "grid=5"));
        Composite result = stored(run("landscape.surface", "surface.h5", "grid=5"));
        Surface surface = (Surface) result.parts().get("surface");
        assertThat(result.scalars().get("missing")).isZero();
        assertThat(surface.x()).isEqualTo(numbers.get("x").toDoubles());
        assertThat(surface.y()).isEqualTo(numbers.get("y").toDoubles());
        assertThat(layer(surface, "train_loss")).isEqualTo(numbers.get("loss").toDoubles());
        assertThat(layer(surface, "test_loss")).isEqualTo(numbers.get("loss_test").toDoubles());
        assertThat(layer(surface, "train_acc"))
                .containsExactly(numbers.get("accuracy").toDoubles(), within(1e-12));
        assertThat(layer(surface, "test_acc"))
                .containsExactly(numbers.get("accuracy_test").toDoubles(), within(1e-12));
    }

    @Test
    void aLineInTheLayoutOfLiComesBackWithTheSameNumbers() throws Exception {
        Map<String, NpyArray> numbers = NpzFile.read(run("landscape.line", "line.npz", "points=7"));
        Path file = run("landscape.line", "line.h5", "points=7");
        FlatResult result = Studies.run("landscape.stored", Map.of("file", file.toString()));
        assertThat(result.arrays().get("x").values()).isEqualTo(numbers.get("t").toDoubles());
        assertThat(result.arrays().get("train_loss").values())
                .isEqualTo(numbers.get("loss").toDoubles());
        assertThat(result.arrays().get("test_acc").values())
                .containsExactly(numbers.get("accuracy_test").toDoubles(), within(1e-12));
    }

    @Test
    void cellsThatWereNotComputedAreMissing() throws Exception {
        double[] x = {-1, 0, 1};
        boolean[] computed = {true, false, true, true, true, false, true, true, true};
        Surface surface =
                Surface.builder("s", Axis.of("x"), x, Axis.of("y"), x)
                        .layer("loss", Axis.of("loss"), new double[] {9, 0, 8, 7, 1, 0, 5, 4, 3})
                        .computed(computed)
                        .build();
        StudyDescriptor study = StudyDescriptor.builder("a.b", "Title", "Chapter").build();
        Run run = new Run("1", study, surface, new Provenance(Map.of("splits", "train")));
        Path file = folder.resolve("part.h5");
        new Hdf5Writer().write(new Report("r", List.of(run)), file);
        Composite result = stored(file);
        assertThat(result.scalars().get("missing")).isEqualTo(2);
        assertThat(((Surface) result.parts().get("surface")).computed()).isEqualTo(computed);
        Path again = folder.resolve("again.h5");
        new Hdf5Writer()
                .write(
                        new Report("r", List.of(new Run("2", study, result, run.provenance()))),
                        again);
        assertThat(again).hasSameBinaryContentAs(file);
    }

    @Test
    void theMeshOfASurfaceHasAPointForEachCellAndAPolygonForEachSquare() throws Exception {
        Map<String, NpyArray> numbers =
                NpzFile.read(run("landscape.surface", "surface.npz", "grid=5"));
        Element root =
                parsed(run("landscape.surface", "surface.vtp", "grid=5")).getDocumentElement();
        Element piece = (Element) root.getElementsByTagName("Piece").item(0);
        assertThat(piece.getAttribute("NumberOfPoints")).isEqualTo("25");
        assertThat(piece.getAttribute("NumberOfPolys")).isEqualTo("16");
        assertThat(array(root, "loss")).isEqualTo(numbers.get("loss").toDoubles());
        assertThat(array(root, "accuracy_test"))
                .isEqualTo(numbers.get("accuracy_test").toDoubles());
        assertThat(array(root, "Points")).hasSize(75);
        assertThat(array(root, "connectivity")).hasSize(64).contains(0, 24);
        assertThat(array(root, "offsets")).hasSize(16).endsWith(64);
    }

    private static Document parsed(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(file.toFile());
    }

    private static double[] array(Element root, String name) {
        var arrays = root.getElementsByTagName("DataArray");
        for (int i = 0; i < arrays.getLength(); i++) {
            if (((Element) arrays.item(i)).getAttribute("Name").equals(name)) {
                String[] words = arrays.item(i).getTextContent().strip().split("\\s+");
                double[] values = new double[words.length];
                for (int k = 0; k < words.length; k++) {
                    values[k] = Double.parseDouble(words[k]);
                }
                return values;
            }
        }
        throw new AssertionError("no array " + name);
    }
}

package theoria.format.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.data.Batch;
import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.load.DatasetLoader;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.core.model.tensor.Shape;
import theoria.testkit.SharedFiles;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class LoadersTest {
    private static final List<DatasetLoader> LOADERS =
            List.of(new IdxLoader(), new NpzLoader(), new CifarLoader(), new CsvLoader());

    @TempDir Path folder;

    private static Dataset load(Path path) throws FormatException {
        return load(path, Map.of());
    }

    private static Dataset load(Path path, Map<String, String> options) throws FormatException {
        FileProbe probe = FileProbe.of(path);
        for (DatasetLoader loader : LOADERS) {
            if (loader.recognises(probe)) {
                return loader.load(path, options);
            }
        }
        throw new FormatException("'" + path.getFileName() + "' is no known data set");
    }

    @Test
    void aFolderOfIdxFilesIsOneSetWithTwoSplits() throws Exception {
        Dataset mnist = load(SharedFiles.require("data/mnist"));
        Examples train = mnist.split(Split.TRAIN).orElseThrow();
        Examples test = mnist.split(Split.TEST).orElseThrow();
        assertThat(train.size()).isEqualTo(60_000);
        assertThat(test.size()).isEqualTo(10_000);
        assertThat(test.shape()).isEqualTo(Shape.of(1, 28, 28));
        assertThat(test.classes()).isEqualTo(10);
        assertThat(test.read(0, 3).labels()).containsExactly(7, 2, 1);
        assertThat(train.read(0, 1).inputs().get(5 * 28 + 12)).isEqualTo(3);
    }

    @Test
    void aCsvFolderWithTraAndTesIsOneSet() throws Exception {
        Dataset digits = load(SharedFiles.require("data/uci-digits"));
        assertThat(digits.split(Split.TRAIN).orElseThrow().size()).isEqualTo(3823);
        Examples test = digits.split(Split.TEST).orElseThrow();
        assertThat(test.size()).isEqualTo(1797);
        assertThat(test.shape()).isEqualTo(Shape.of(64));
    }

    @Test
    void wordsBecomeClassesInAlphabeticalOrder() throws Exception {
        Examples iris =
                load(SharedFiles.require("data/iris/iris.csv")).split(Split.TRAIN).orElseThrow();
        assertThat(iris.size()).isEqualTo(150);
        assertThat(iris.classNames()).containsExactly("setosa", "versicolor", "virginica");
        assertThat(iris.read(149, 1).labels()).containsExactly(2);
        assertThat(iris.read(0, 1).inputs().toFloats()).containsExactly(5.1f, 3.5f, 1.4f, 0.2f);
    }

    @Test
    void theLabelColumnCanBeNamed() throws Exception {
        Path csv = folder.resolve("t.csv");
        Files.writeString(csv, "kind,a,b\n1,2.5,3\n0,4,5\n");
        Examples rows = load(csv, Map.of("label", "kind")).split(Split.TRAIN).orElseThrow();
        assertThat(rows.read(0, 2).labels()).containsExactly(1, 0);
        assertThat(rows.read(0, 1).inputs().toFloats()).containsExactly(2.5f, 3f);
        assertThatThrownBy(() -> load(csv, Map.of("label", "sort")))
                .hasMessage(
                        "'t.csv' has no column 'sort'; expected one of kind, a, b, or its number"
                                + " from 0");
    }

    @Test
    void nanInACsvIsSaid() throws Exception {
        Path csv = folder.resolve("n.csv");
        Files.writeString(csv, "1,NaN,0\n2,3,1\n");
        assertThat(load(csv).remarks())
                .containsExactly("n train holds 1 number that is NaN or infinite.");
    }

    @Test
    void aLineOfAnotherLengthIsNamed() throws Exception {
        Path csv = folder.resolve("r.csv");
        Files.writeString(csv, "1,2,0\n3,1\n");
        assertThatThrownBy(() -> load(csv))
                .isInstanceOf(FormatException.class)
                .hasMessage("'r.csv' has 2 fields in line 2; expected 3");
    }

    @Test
    void aWordWhereANumberBelongsIsNamedWithItsPlace() throws Exception {
        Path csv = folder.resolve("w.csv");
        Files.writeString(csv, "1,2,0\n3,x,1\n");
        assertThatThrownBy(() -> load(csv))
                .isInstanceOf(FormatException.class)
                .hasMessage("'w.csv' has 'x' in line 2, column 2; expected a number");
    }

    @Test
    void cifarFilesAreJoinedBySplit() throws Exception {
        Dataset cifar = load(SharedFiles.require("data/cifar10-subset"));
        Examples test = cifar.split(Split.TEST).orElseThrow();
        assertThat(cifar.split(Split.TRAIN).orElseThrow().size()).isEqualTo(2000);
        assertThat(test.size()).isEqualTo(1000);
        assertThat(test.classNames()).contains("airplane", "truck");
        assertThat(test.read(0, 1).labels()).containsExactly(3);
    }

    @Test
    void npzHoldsXAndY() throws Exception {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("x", NpyArray.of(Shape.of(2, 3), new double[] {1, 2, 3, 4, 5, 6}));
        arrays.put("y", NpyArray.of(Shape.of(2), new long[] {1, 0}));
        Path npz = folder.resolve("points.npz");
        NpzFile.write(npz, arrays);
        Batch batch = load(npz).split(Split.TRAIN).orElseThrow().read(0, 2);
        assertThat(batch.labels()).containsExactly(1, 0);
        assertThat(batch.inputs().toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void labelsThatDoNotFitTheImagesAreRefused() throws Exception {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("x", NpyArray.of(Shape.of(2, 1), new double[] {1, 2}));
        arrays.put("y", NpyArray.of(Shape.of(1), new long[] {1}));
        Path npz = folder.resolve("short.npz");
        NpzFile.write(npz, arrays);
        assertThatThrownBy(() -> load(npz))
                .hasMessage("short train has 1 labels; expected one for each of 2 examples");
    }

    /** Every broken file behaves as FILES.txt says. */
    @TestFactory
    List<DynamicTest> brokenIdxFiles() throws Exception {
        Path broken = SharedFiles.require("data/broken/idx");
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(broken.resolve("FILES.txt"))) {
            String name = line.substring(0, line.indexOf(':'));
            String says = line.substring(line.indexOf(':') + 1);
            tests.add(DynamicTest.dynamicTest(name, () -> check(broken.resolve(name), says)));
        }
        return tests;
    }

    private static void check(Path file, String says) throws FormatException {
        boolean readable = says.contains("legal") || file.toString().contains("control");
        boolean suffixOnly = says.contains("plain idx with the .gz suffix");
        try {
            Dataset read = load(file);
            assertThat(readable || suffixOnly).as("loaded although: %s", says).isTrue();
            if (says.contains("no images")) {
                assertThat(read.remarks()).anyMatch(remark -> remark.contains("no images"));
            }
        } catch (FormatException e) {
            assertThat(readable).as("refused: %s", e.getMessage()).isFalse();
            assertThat(e.getMessage()).doesNotContain("\n");
        }
    }
}

package theoria.report.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.report.Report;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class Hdf5WriterTest {
    @TempDir Path folder;

    private static Report report(Result result, String splits) {
        StudyDescriptor study = StudyDescriptor.builder("test.plane", "Plane", "Test").build();
        Provenance provenance = new Provenance(Map.of("splits", splits));
        return new Report("r", List.of(new Run("1", study, result, provenance)));
    }

    private Map<String, Object> read(Path file) {
        Map<String, Object> data = new TreeMap<>();
        try (HdfFile hdf = new HdfFile(file)) {
            hdf.getChildren()
                    .keySet()
                    .forEach(name -> data.put(name, hdf.getDatasetByPath(name).getData()));
        }
        return data;
    }

    private Map<String, Object> written(Result result, String splits) throws IOException {
        Path file = folder.resolve("out.h5");
        assertThat(new Hdf5Writer().write(report(result, splits), file)).containsExactly(file);
        return read(file);
    }

    private static Surface.Builder surface() {
        return Surface.builder(
                        "s",
                        Axis.of("x"),
                        new double[] {-1, 0, 1},
                        Axis.of("y"),
                        new double[] {2, 3})
                .layer("loss", Axis.of("loss"), new double[] {1, Double.NaN, 3, 4, 5, 6})
                .layer("accuracy", Axis.of("accuracy"), new double[] {0, 0.25, 1, 0.5, 0, 0})
                .layer("margin", Axis.of("margin"), new double[6]);
    }

    @Test
    void aSurfaceIsRowsOfYInPercentWithMinusOneWhereNothingWasComputed() throws IOException {
        boolean[] computed = {true, true, true, true, true, false};

        Map<String, Object> data = written(surface().computed(computed).build(), "train");

        assertThat(data)
                .containsOnlyKeys("xcoordinates", "ycoordinates", "train_loss", "train_acc");
        assertThat((double[]) data.get("xcoordinates")).containsExactly(-1, 0, 1);
        assertThat((double[]) data.get("ycoordinates")).containsExactly(2, 3);
        assertThat(data.get("train_loss"))
                .isEqualTo(new double[][] {{1, Double.NaN, 3}, {4, 5, -1}});
        assertThat(data.get("train_acc")).isEqualTo(new double[][] {{0, 25, 100}, {50, 0, -1}});
    }

    @Test
    void theSplitsAreThoseOfTheProvenance() throws IOException {
        Surface both =
                surface()
                        .layer("loss_test", Axis.of("loss"), new double[] {6, 5, 4, 3, 2, 1})
                        .build();

        assertThat(written(both, "train test"))
                .containsKeys("train_loss", "train_acc", "test_loss");
        assertThat(written(surface().build(), "test"))
                .containsOnlyKeys("xcoordinates", "ycoordinates", "test_loss", "test_acc");
    }

    @Test
    void aLineHasAbscissaeOnlyAndFurtherModelsLieBeside() throws IOException {
        NumericArray t = NumericArray.of(0, 0.5, 1);
        Composite line =
                Composite.builder("line")
                        .array("t", t)
                        .array("loss", NumericArray.of(1, 2, 3))
                        .array("accuracy", NumericArray.of(0, 0.5, 1))
                        .array("loss_test", NumericArray.of(4, 5, 6))
                        .array("loss_2", NumericArray.of(7, 8, 9))
                        .array("loss_2_test", NumericArray.of(9, 8, 7))
                        .array("accuracy_2", NumericArray.of(0, 1))
                        .build();
        Path target = folder.resolve("line.h5");

        List<Path> files = new Hdf5Writer().write(report(line, "train test"), target);

        assertThat(files).containsExactly(target, folder.resolve("line-line_2.h5"));
        assertThat(read(target))
                .containsOnlyKeys("xcoordinates", "train_loss", "train_acc", "test_loss");
        assertThat((double[]) read(target).get("train_acc")).containsExactly(0, 50, 100);
        Map<String, Object> second = read(files.get(1));
        assertThat(second).containsOnlyKeys("xcoordinates", "train_loss", "test_loss");
        assertThat((double[]) second.get("train_loss")).containsExactly(7, 8, 9);
        assertThat((double[]) second.get("test_loss")).containsExactly(9, 8, 7);
    }

    @Test
    void quantitiesOfFilesInThisLayoutKeepTheirNames() throws IOException {
        Surface stored =
                Surface.builder("s", Axis.of("x"), new double[] {0, 1}, Axis.of("y"), new double[1])
                        .layer("test_loss", Axis.of("test_loss"), new double[] {1, 2})
                        .layer("test_acc", Axis.of("test_acc"), new double[] {0.5, 1})
                        .build();

        Map<String, Object> data = written(stored, "");

        assertThat(data.get("test_acc")).isEqualTo(new double[][] {{50, 100}});
    }

    @Test
    void theSameResultGivesTheSameBytes() throws IOException {
        Path first = folder.resolve("1.h5");
        Path second = folder.resolve("2.h5");
        Report report = report(surface().build(), "train");

        new Hdf5Writer().write(report, first);
        new Hdf5Writer().write(report, second);

        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void whatHasNoLossOverCoordinatesIsRefusedInOneSentence() {
        Composite other = Composite.builder("c").array("loss", NumericArray.of(1, 2)).build();
        Report report = report(other, "train");
        Path target = folder.resolve("out.h5");

        assertThatThrownBy(() -> new Hdf5Writer().write(report, target))
                .isInstanceOf(IOException.class)
                .hasMessage("'r' has no loss over a line or a plane; expected one");
        assertThat(target).doesNotExist();
    }
}

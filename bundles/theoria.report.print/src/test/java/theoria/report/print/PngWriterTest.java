package theoria.report.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.report.Report;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.Result;
import theoria.core.study.result.Series;
import theoria.core.study.result.Text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

class PngWriterTest {
    @TempDir Path folder;

    private static Report report(Result result) {
        StudyDescriptor study = StudyDescriptor.builder("test.picture", "Picture", "Test").build();
        return new Report("r", List.of(new Run("1", study, result, new Provenance(Map.of()))));
    }

    private static Curves curves(String title) {
        return Curves.builder(title, Axis.of("x"), Axis.of("y"))
                .series(Series.line("a", new double[] {0, 1}, new double[] {1, 2}))
                .build();
    }

    @Test
    void furtherPicturesLieBesideTheFirst() throws Exception {
        Composite two =
                Composite.builder("two").part("one", curves("1")).part("two", curves("2")).build();
        Path target = folder.resolve("p.png");
        assertThat(new PngWriter().write(report(two), target))
                .containsExactly(target, folder.resolve("p-two.png"))
                .allSatisfy(
                        file -> assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(720));
    }

    @Test
    void aResultWithoutPictureIsRefusedAndLeavesNothing() {
        Path target = folder.resolve("p.png");
        assertThatThrownBy(
                        () -> new PngWriter().write(report(Text.builder("t", "x").build()), target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no picture");
        assertThat(Files.exists(target)).isFalse();
    }
}

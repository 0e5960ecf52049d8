package theoria.report.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.study.result.Text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

class PngWriterTest {
    @TempDir Path folder;

    @Test
    void furtherPicturesLieBesideTheFirst() throws Exception {
        Path target = folder.resolve("p.png");
        assertThat(new PngWriter().write(Samples.report(Samples.two()), target))
                .containsExactly(target, folder.resolve("p-two.png"))
                .allSatisfy(
                        file -> assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(720));
    }

    @Test
    void aResultWithoutPictureIsRefusedAndLeavesNothing() {
        Path target = folder.resolve("p.png");
        Text words = Text.builder("t", "x").build();
        assertThatThrownBy(() -> new PngWriter().write(Samples.report(words), target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no picture");
        assertThat(Files.exists(target)).isFalse();
    }
}

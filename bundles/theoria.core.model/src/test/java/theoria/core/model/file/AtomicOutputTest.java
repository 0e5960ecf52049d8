package theoria.core.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

class AtomicOutputTest {
    @TempDir Path folder;

    private long files() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.count();
        }
    }

    @Test
    void replacesAnExistingFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old and longer");

        AtomicOutput.write(file, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));

        assertThat(file).hasContent("new");
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void makesMissingFolders() throws IOException {
        Path file = folder.resolve("deep").resolve("er").resolve("a.txt");

        AtomicOutput.write(file, out -> out.write('x'));

        assertThat(file).hasContent("x");
    }

    @Test
    void failureLeavesTheOldFileAndNoOther() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");

        assertThatThrownBy(
                        () ->
                                AtomicOutput.write(
                                        file,
                                        out -> {
                                            out.write(new byte[1 << 20]);
                                            throw new IOException("the disk is full");
                                        }))
                .isInstanceOf(IOException.class)
                .hasMessage("file '" + file + "' cannot be written: the disk is full");

        assertThat(file).hasContent("old");
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void uncheckedFailureLeavesNothing() throws IOException {
        Path file = folder.resolve("a.txt");

        assertThatThrownBy(
                        () ->
                                AtomicOutput.write(
                                        file,
                                        out -> {
                                            throw new IllegalStateException("bug");
                                        }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(files()).isZero();
    }

    @Test
    void aFileInPlaceOfTheFolderIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");

        assertThatThrownBy(() -> AtomicOutput.write(file.resolve("b.txt"), out -> out.write('x')))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "file '"
                                + file.resolve("b.txt")
                                + "' cannot be written: '"
                                + file
                                + "' is no folder");
    }

    @Test
    void refusesAFolder() {
        assertThatThrownBy(() -> AtomicOutput.write(folder, out -> out.write('x')))
                .isInstanceOf(IOException.class)
                .hasMessage("'" + folder + "' is a folder; expected the name of a file");
    }
}

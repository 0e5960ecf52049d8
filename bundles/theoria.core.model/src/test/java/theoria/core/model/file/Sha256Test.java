package theoria.core.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

class Sha256Test {
    /** The first example of FIPS 180-2, appendix B. */
    private static final String ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir Path folder;

    @Test
    void ofATextIsThatOfTheStandard() {
        assertThat(Sha256.of("abc")).isEqualTo(ABC);
    }

    @Test
    void ofAFileIsThatOfItsBytes() throws Exception {
        assertThat(Sha256.of(Files.writeString(folder.resolve("file"), "abc"))).isEqualTo(ABC);
    }

    @Test
    void ofAFolderIsThatOfTheNamesAndHashesOfItsFiles() throws Exception {
        Files.writeString(folder.resolve("b"), "abc");
        Files.writeString(folder.resolve("a"), "abc");
        assertThat(Sha256.of(folder)).isEqualTo(Sha256.of("a " + ABC + "\nb " + ABC + "\n"));
    }
}

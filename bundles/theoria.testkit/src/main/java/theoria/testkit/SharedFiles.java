package theoria.testkit;

import org.junit.jupiter.api.Assumptions;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real networks, data sets and golden numbers that are not part of the repository. They are looked
 * for in the folder of the system property {@code theoria.shared}; a test that needs one is skipped
 * with a reason where it is absent.
 */
public final class SharedFiles {
    private SharedFiles() {}

    /**
     * The file or folder of this name below the shared folder; skips the calling test without it.
     */
    public static Path require(String relative) {
        Path file = Path.of(System.getProperty("theoria.shared", "../../../shared"), relative);
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: no shared file " + relative);
        return file;
    }
}

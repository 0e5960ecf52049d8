package theoria.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small files that would take all memory of who believes them. */
public final class HostileFiles {
    private static final int MEBIBYTE = 1 << 20;
    private static final int BOMB_MEBIBYTES = 160;
    private static final int DEEP = 100_000;

    private HostileFiles() {}

    /** A zip of these entries and a last one that is 160 MiB of zeros. */
    public static Path bomb(Path file, Map<String, byte[]> entries, String last)
            throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
            zip.putNextEntry(new ZipEntry(last));
            fill(zip);
        }
        assertTrue(Files.size(file) < MEBIBYTE, "a bomb is small");
        return file;
    }

    /** A gzip file of a beginning and 160 MiB of zeros. */
    public static Path gzipBomb(Path file, byte[] beginning) throws IOException {
        try (OutputStream zip = new GZIPOutputStream(Files.newOutputStream(file))) {
            zip.write(beginning);
            fill(zip);
        }
        return file;
    }

    private static void fill(OutputStream out) throws IOException {
        for (int i = 0; i < BOMB_MEBIBYTES; i++) {
            out.write(new byte[MEBIBYTE]);
        }
    }

    /** A text nested a hundred thousand lists deep, closed again. */
    public static String deepLists() {
        return "[".repeat(DEEP) + "]".repeat(DEEP);
    }

    /** A text nested a hundred thousand objects deep, closed again. */
    public static String deepObjects() {
        return "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP);
    }
}

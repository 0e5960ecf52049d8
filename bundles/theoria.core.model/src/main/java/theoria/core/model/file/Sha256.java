package theoria.core.model.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** SHA-256 (FIPS 180-4), by which models, data, files and runs are told apart. */
public final class Sha256 {
    private static final int PIECE = 1 << 16;

    private Sha256() {}

    /** A new digest, for what comes piece by piece. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Of a text in UTF-8, in hexadecimal digits. */
    public static String of(String text) {
        return hex(digest(), text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Of a file, read piece by piece; of a folder, of the names and hashes of the files in it. In
     * hexadecimal digits.
     *
     * @throws IOException if it cannot be read
     */
    public static String of(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return ofFolder(file);
        }
        MessageDigest digest = digest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                digest.update(piece, 0, count);
            }
        }
        return hex(digest, new byte[0]);
    }

    private static String ofFolder(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(Files::isRegularFile).sorted().toList()) {
                text.append(entry.getFileName()).append(' ').append(of(entry)).append('\n');
            }
        }
        return of(text.toString());
    }

    private static String hex(MessageDigest digest, byte[] last) {
        return HexFormat.of().formatHex(digest.digest(last));
    }
}

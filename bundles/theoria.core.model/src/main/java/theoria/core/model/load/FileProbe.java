package theoria.core.model.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The name, size and first bytes of a file or folder, by which formats are recognised: by content,
 * never by extension alone.
 *
 * @param path of the file or folder
 * @param folder whether it is a folder
 * @param size in bytes, 0 for a folder
 * @param head the first bytes, at most {@link #HEAD_BYTES}
 */
public record FileProbe(Path path, boolean folder, long size, byte[] head) {
    /** How many bytes of a file are looked at. */
    public static final int HEAD_BYTES = 4096;

    /**
     * Looks at a file.
     *
     * @throws FormatException if it is not there or cannot be read
     */
    public static FileProbe of(Path path) throws FormatException {
        try {
            if (Files.isDirectory(path)) {
                return new FileProbe(path, true, 0, new byte[0]);
            }
            try (InputStream in = Files.newInputStream(path)) {
                return new FileProbe(path, false, Files.size(path), in.readNBytes(HEAD_BYTES));
            }
        } catch (IOException e) {
            throw new FormatException(
                    "file '" + path + "' cannot be read; expected a readable file", e);
        }
    }

    /** Whether the file begins with these bytes. */
    public boolean startsWith(int... bytes) {
        if (head.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((head[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the file is only a pointer of Git LFS to the file that its name promises. */
    public boolean pointer() {
        String text = new String(head, 0, Math.min(head.length, 64), StandardCharsets.ISO_8859_1);
        return text.startsWith("version https://git-lfs");
    }

    /**
     * What a file of no known format is not: the end of a sentence that begins with the file,
     * naming what was expected.
     */
    public String unknown(String expected) {
        if (!folder && size == 0) {
            return "is empty; expected " + expected;
        }
        if (pointer()) {
            return "is only a pointer of Git LFS; expected the file itself, which 'git lfs pull'"
                    + " fetches";
        }
        return "is nothing that Theoria reads here; expected " + expected;
    }

    /** Last part of the path. */
    public String fileName() {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileProbe
                && path.equals(((FileProbe) other).path)
                && Arrays.equals(head, ((FileProbe) other).head);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    @Override
    public String toString() {
        return fileName() + " (" + size + " bytes)";
    }
}

package theoria.core.model.npy;

import theoria.core.model.file.UnpackedSize;
import theoria.core.model.load.FormatException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A {@code .npz} archive: named arrays in a zip. Written files are identical byte for byte for the
 * same arrays: fixed times, given order, fixed compression.
 */
public final class NpzFile {
    private static final String SUFFIX = ".npy";

    /** 1980-01-01 00:00 in DOS format, the zip epoch; set through extended fields it would vary. */
    private static final java.time.LocalDateTime EPOCH =
            java.time.LocalDateTime.of(1980, 1, 1, 0, 0);

    /** Deflate cannot compress better than about 1:1032; more is a lie in the directory. */
    private static final long MOST_COMPRESSION = 1100;

    private NpzFile() {}

    /** Whether a file is a zip of arrays only, by the names in it; no array is read. */
    public static boolean recognises(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.size() > 0
                    && zip.stream().allMatch(entry -> entry.getName().endsWith(SUFFIX));
        } catch (IOException | IllegalArgumentException e) {
            return false; // no zip, or a damaged one
        }
    }

    /**
     * Reads all arrays, in the archive's order.
     *
     * @throws FormatException if the archive or an array is damaged, naming the entry
     */
    public static Map<String, NpyArray> read(Path file) throws FormatException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            requireNoBomb(zip, file);
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!entry.getName().endsWith(SUFFIX)) {
                    throw new FormatException(
                            "file '"
                                    + file
                                    + "' holds '"
                                    + entry.getName()
                                    + "'; expected only .npy arrays");
                }
                String name =
                        entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
                String where = "array '" + name + "' of '" + file + "'";
                arrays.put(name, NpyCodec.read(bytes(zip, entry, where), where));
            }
        } catch (ZipException | IllegalArgumentException e) { // the latter: a name is no UTF-8
            throw new FormatException(
                    "file '"
                            + file
                            + "' is no readable zip archive ("
                            + e.getMessage()
                            + "); expected .npz",
                    e);
        } catch (IOException e) {
            throw new FormatException(
                    "file '" + file + "' cannot be read: " + e.getMessage() + "; expected .npz", e);
        }
        return arrays;
    }

    private static void requireNoBomb(ZipFile zip, Path file) throws IOException, FormatException {
        long announced = zip.stream().mapToLong(entry -> Math.max(0, entry.getSize())).sum();
        long most = UnpackedSize.most(Files.size(file));
        if (announced > most) {
            throw new FormatException(
                    "file '"
                            + file
                            + "' announces "
                            + announced
                            + " unpacked bytes, as a zip bomb does; expected at most "
                            + most);
        }
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry, String where)
            throws IOException, FormatException {
        long size = entry.getSize();
        long compressed = Math.max(1, entry.getCompressedSize());
        if (size < 0 || size > Integer.MAX_VALUE - 8 || size > compressed * MOST_COMPRESSION) {
            throw new FormatException(
                    where
                            + " announces "
                            + size
                            + " bytes in "
                            + compressed
                            + " compressed ones; expected an array that fits");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length != size || in.read() >= 0) {
                throw new FormatException(
                        where
                                + " has another length than it announces; expected "
                                + size
                                + " bytes");
            }
            CRC32 sum = new CRC32();
            sum.update(bytes);
            if (sum.getValue() != entry.getCrc()) {
                throw new FormatException(where + " has a wrong checksum; expected intact data");
            }
            return bytes;
        }
    }

    /** Writes arrays in the given order; an existing file is replaced. */
    public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out, arrays);
        }
    }

    /** Writes arrays in the given order to a stream, which stays open. */
    public static void write(OutputStream out, Map<String, NpyArray> arrays) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.DEFAULT_COMPRESSION);
        for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            NpyCodec.write(array.getValue(), bytes);
            ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
            entry.setTimeLocal(EPOCH);
            zip.putNextEntry(entry);
            zip.write(bytes.toByteArray());
            zip.closeEntry();
        }
        zip.finish();
    }
}

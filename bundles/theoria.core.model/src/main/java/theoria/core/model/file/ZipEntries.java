package theoria.core.model.file;

import theoria.core.model.load.FormatException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The entries of a zip by name. Nothing is unpacked to disk; an entry is read only when asked for,
 * and its announced size is compared with what its compressed bytes can hold before.
 */
public final class ZipEntries implements AutoCloseable {
    /** Largest factor by which deflate can shrink (zlib, "Technical Details"). */
    private static final long DEFLATE_FACTOR = 1032;

    private static final int MOST_ENTRIES = 10_000;
    private static final long SLACK = 1024;

    private final ZipFile zip;
    private final long fileSize;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();
    private final Map<String, StoredEntries.Place> places = new HashMap<>();

    private ZipEntries(ZipFile zip, long fileSize) {
        this.zip = zip;
        this.fileSize = fileSize;
    }

    /**
     * Opens a zip and looks at its table of contents.
     *
     * @throws IOException if it is no intact zip
     * @throws FormatException if an entry's name leads out of the zip, or comes twice, or all
     *     together unpack to more than {@link UnpackedSize#most}
     */
    public static ZipEntries open(Path file) throws IOException, FormatException {
        ZipEntries entries = new ZipEntries(new ZipFile(file.toFile()), Files.size(file));
        boolean fine = false;
        try {
            entries.list();
            fine = true;
            return entries;
        } finally {
            if (!fine) {
                entries.close();
            }
        }
    }

    private void list() throws FormatException, IOException {
        if (zip.size() > MOST_ENTRIES) {
            throw new FormatException(
                    "the zip has " + zip.size() + " entries; expected at most " + MOST_ENTRIES);
        }
        long announced = 0;
        for (ZipEntry entry : all()) {
            String name = entry.getName();
            announced += Math.max(0, entry.getSize());
            if (leadsOut(name)) {
                throw new FormatException(
                        "entry '"
                                + printable(name)
                                + "' has a name that leads out of the zip; expected a plain"
                                + " relative name");
            }
            if (entries.put(name, entry) != null) {
                throw new FormatException(
                        "entry '" + name + "' is there twice; expected each name once");
            }
        }
        if (announced > UnpackedSize.most(fileSize)) {
            throw new FormatException(
                    "the zip of "
                            + fileSize
                            + " bytes announces "
                            + announced
                            + " unpacked ones, as a zip bomb does; expected at most "
                            + UnpackedSize.most(fileSize));
        }
    }

    private List<ZipEntry> all() throws IOException {
        try {
            return new ArrayList<>(Collections.list(zip.entries()));
        } catch (IllegalArgumentException e) { // ZipFile's answer to a comment that is no UTF-8
            throw new ZipException("an entry's name or comment is no UTF-8 text");
        }
    }

    private static boolean leadsOut(String name) {
        return name.isBlank()
                || name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.matches(
                        "\\p{Alpha}:.*") // a drive; elsewhere a colon is a letter like others
                || name.chars().anyMatch(Character::isISOControl)
                || List.of(name.split("/")).contains("..");
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }

    /** Names of all entries in the order of the table of contents. */
    public List<String> names() {
        return new ArrayList<>(entries.keySet());
    }

    /** Whether there is an entry of this name. */
    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /**
     * An entry that was opened; whoever opened it closes the stream.
     *
     * @param in its bytes, unpacked
     * @param size announced number of bytes
     * @param checksum announced CRC-32
     */
    public record Opened(InputStream in, long size, long checksum) {}

    /**
     * Opens an entry.
     *
     * @param limit largest size accepted
     * @throws FormatException if there is none, or its announced size cannot be true
     */
    public Opened open(String name, long limit) throws FormatException {
        ZipEntry entry = entries.get(name);
        if (entry == null || entry.isDirectory()) {
            throw new FormatException(
                    "entry '" + name + "' is missing; expected a complete archive");
        }
        long size = entry.getSize();
        long compressed = entry.getCompressedSize();
        long most = Math.min(limit, compressed * DEFLATE_FACTOR + SLACK);
        if (size < 0 || compressed < 0 || compressed > fileSize || size > most) {
            throw new FormatException(
                    "entry '"
                            + name
                            + "' announces "
                            + size
                            + " bytes in "
                            + compressed
                            + " compressed ones of a file of "
                            + fileSize
                            + "; expected at most "
                            + Math.max(0, most));
        }
        try {
            return new Opened(zip.getInputStream(entry), size, entry.getCrc());
        } catch (IOException e) {
            throw damaged(name, e);
        }
    }

    /**
     * All bytes of an entry, its size and checksum compared with what the zip announces.
     *
     * @param limit largest size accepted, at most 2^31 - 9
     * @throws FormatException if there is none, it is too long or damaged
     */
    public byte[] bytes(String name, long limit) throws FormatException {
        Opened opened = open(name, Math.min(limit, Integer.MAX_VALUE - 8));
        try (InputStream in = opened.in()) {
            byte[] bytes = in.readNBytes((int) opened.size());
            CRC32 sum = new CRC32();
            sum.update(bytes);
            boolean complete = bytes.length == opened.size() && in.read() < 0;
            if (!complete || opened.checksum() != -1 && sum.getValue() != opened.checksum()) {
                throw new FormatException(
                        "entry '"
                                + name
                                + "' has another length or checksum than the zip announces;"
                                + " expected intact bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw damaged(name, e);
        }
    }

    /**
     * An entry that is not compressed, mapped where it lies in the file, so that it takes no
     * memory; its checksum was compared. It stays readable after this object is closed.
     *
     * @return nothing if the entry is compressed, too long or not plainly found: {@link #bytes}
     *     reads it, or says what is wrong
     */
    public Optional<ByteBuffer> mapped(String name) throws FormatException {
        ZipEntry entry = entries.get(name);
        if (entry == null || entry.getMethod() != ZipEntry.STORED) {
            return Optional.empty();
        }
        try (FileChannel file = FileChannel.open(Path.of(zip.getName()), StandardOpenOption.READ)) {
            if (places.isEmpty()) {
                places.putAll(StoredEntries.of(file));
            }
            StoredEntries.Place place = places.get(name);
            if (place == null
                    || place.length() != entry.getSize()
                    || place.length() > Integer.MAX_VALUE - 8) {
                return Optional.empty();
            }
            ByteBuffer bytes =
                    file.map(FileChannel.MapMode.READ_ONLY, place.from(), place.length());
            CRC32 sum = new CRC32();
            sum.update(bytes.duplicate());
            return sum.getValue() == entry.getCrc() ? Optional.of(bytes) : Optional.empty();
        } catch (IOException e) {
            throw damaged(name, e);
        }
    }

    private static FormatException damaged(String name, IOException cause) {
        return new FormatException(
                "entry '"
                        + name
                        + "' cannot be read ("
                        + cause.getMessage()
                        + "); expected an intact entry",
                cause);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}

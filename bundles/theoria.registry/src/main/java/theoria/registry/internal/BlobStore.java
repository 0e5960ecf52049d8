package theoria.registry.internal;

import org.jspecify.annotations.Nullable;

import theoria.core.model.file.Sha256;
import theoria.core.model.load.FormatException;
import theoria.core.model.registry.RegistryException;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Immutable byte strings named by their SHA-256, in {@code ab/abcdef...}. A blob is written to a
 * temporary file, flushed to the disk and renamed, so that a name never stands for a part of it.
 * Reading verifies the hash. Bytes are passed on piece by piece, never held as a whole. While a
 * temporary file is written it is locked.
 */
public final class BlobStore {
    /** How the names of temporary files begin and end. */
    static final String TEMPORARY = "new-";

    static final String TEMPORARY_END = ".tmp";

    private static final int BUFFER = 1 << 16;

    private final Path folder;

    /** The blobs in a folder, which need not exist yet. */
    public BlobStore(Path folder) {
        this.folder = folder;
    }

    /** Bytes to be stored. */
    @FunctionalInterface
    public interface Content {
        /** Writes them, the same every time. */
        void write(OutputStream out) throws IOException, RegistryException;
    }

    /** Makes something of the bytes of a blob. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Reads the stream, of so many bytes, or a part of it. */
        T read(InputStream in, long length) throws IOException, FormatException;
    }

    /** Where the blobs are. */
    Path folder() {
        return folder;
    }

    /** A folder of the same workspace. */
    public Path beside(String name) {
        return folder.resolveSibling(name);
    }

    /** Where a blob is, or would be. */
    Path file(String hash) {
        return folder.resolve(hash.substring(0, 2)).resolve(hash);
    }

    /** Whether there is a blob of this name. */
    public boolean has(String hash) {
        return Files.isRegularFile(file(hash));
    }

    /** Stores bytes, as {@link #put(Content)} does. */
    public String put(byte[] bytes) throws RegistryException {
        return put(out -> out.write(bytes));
    }

    /**
     * Stores bytes, if they are not there yet and intact. What is there is made young again, so
     * that no garbage collection takes it before a row names it.
     *
     * @return their hash, once they are safely on the disk
     * @throws RegistryException if the disk refuses them
     */
    public String put(Content content) throws RegistryException {
        try {
            DigestOutputStream counted =
                    new DigestOutputStream(OutputStream.nullOutputStream(), Sha256.digest());
            content.write(counted);
            String hash = HexFormat.of().formatHex(counted.getMessageDigest().digest());
            Path target = file(hash);
            if (!youngAgain(target, hash)) {
                store(content, target);
            }
            return hash;
        } catch (IOException e) {
            throw new RegistryException(
                    "a blob cannot be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    private static boolean youngAgain(Path file, String hash) throws IOException {
        try {
            if (!Files.isRegularFile(file) || !intact(file, hash)) {
                return false;
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return true;
        } catch (NoSuchFileException e) {
            return false; // a garbage collection took it a moment ago
        }
    }

    /** Whether a file has the content that a hash names. */
    static boolean intact(Path file, String hash) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return hash(in).equals(hash);
        }
    }

    /** The name of the bytes of a stream. */
    static String hash(InputStream in) throws IOException {
        DigestInputStream counted = new DigestInputStream(in, Sha256.digest());
        counted.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(counted.getMessageDigest().digest());
    }

    private void store(Content content, Path target) throws IOException, RegistryException {
        Path parent = Objects.requireNonNull(target.getParent());
        Files.createDirectories(parent);
        Path temporary = Files.createTempFile(folder, TEMPORARY, TEMPORARY_END);
        try {
            write(temporary, content);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        syncFolder(parent);
    }

    private static void write(Path file, Content content) throws IOException, RegistryException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.lock(); // until it is closed; tells the garbage collection who is alive
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            content.write(out);
            out.flush();
            channel.force(true);
        }
    }

    /** Makes the new name itself durable where the system allows it (it does not on Windows). */
    private static void syncFolder(Path directory) throws IOException {
        if (!System.getProperty("os.name", "").startsWith("Windows")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /**
     * Reads bytes and verifies them.
     *
     * @throws RegistryException if the blob is missing or damaged, naming it and what it belongs to
     */
    public byte[] get(String hash, String of) throws RegistryException {
        try {
            return read(hash, of, (in, length) -> in.readAllBytes());
        } catch (FormatException e) {
            throw new IllegalStateException("bytes have no format", e);
        }
    }

    /**
     * Makes something of a blob, and gives it away only if the blob is intact.
     *
     * @throws RegistryException if the blob is missing or damaged, naming it and what it belongs to
     * @throws FormatException if the reader refuses it though it is intact
     */
    public <T> T read(String hash, String of, Reader<T> reader)
            throws RegistryException, FormatException {
        @Nullable FormatException refused = null;
        @Nullable T value = null;
        try (InputStream file = Files.newInputStream(file(hash))) {
            DigestInputStream in =
                    new DigestInputStream(new BufferedInputStream(file, BUFFER), Sha256.digest());
            try {
                value = reader.read(in, Files.size(file(hash)));
            } catch (FormatException e) {
                refused = e; // it counts only if the bytes are the right ones
            }
            in.transferTo(OutputStream.nullOutputStream());
            if (!HexFormat.of().formatHex(in.getMessageDigest().digest()).equals(hash)) {
                throw new RegistryException(
                        "blob " + hash + " of " + of + " is damaged: its content has another hash");
            }
        } catch (IOException e) {
            throw new RegistryException(
                    "blob " + hash + " of " + of + " is missing or unreadable", e);
        }
        if (value == null) {
            throw Objects.requireNonNull(refused, "a reader gave nothing");
        }
        return value;
    }

    /**
     * Copies a blob to a stream. The hash is compared after the last byte went, so whoever gets an
     * exception throws away what was written.
     *
     * @return number of bytes
     * @throws RegistryException if the blob is missing or damaged, naming it
     * @throws IOException if the stream does not take the bytes
     */
    public long copy(String hash, OutputStream to) throws RegistryException, IOException {
        if (!has(hash)) {
            throw new RegistryException("blob " + hash + " is missing");
        }
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file(hash)), Sha256.digest())) {
            long bytes = in.transferTo(to);
            if (!HexFormat.of().formatHex(in.getMessageDigest().digest()).equals(hash)) {
                throw new RegistryException(
                        "blob " + hash + " is damaged: its content has another hash");
            }
            return bytes;
        }
    }
}

package theoria.registry.internal;

import theoria.core.model.registry.RegistryException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Immutable byte strings named by their SHA-256, in {@code ab/abcdef...}. A blob is written to a
 * temporary file, flushed to the disk and renamed, so that a name never stands for a part of it.
 * Reading verifies the hash.
 */
public final class BlobStore {
    private final Path folder;

    /** The blobs in a folder, which need not exist yet. */
    public BlobStore(Path folder) {
        this.folder = folder;
    }

    /** The name of bytes. */
    public static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Path file(String hash) {
        return folder.resolve(hash.substring(0, 2)).resolve(hash);
    }

    /**
     * Stores bytes, if they are not there yet.
     *
     * @return their hash, once they are safely on the disk
     * @throws RegistryException if the disk refuses them
     */
    public String put(byte[] bytes) throws RegistryException {
        String hash = hash(bytes);
        Path target = file(hash);
        try {
            if (Files.exists(target) && Files.size(target) == bytes.length) {
                return hash;
            }
            Path parent = Objects.requireNonNull(target.getParent());
            Files.createDirectories(parent);
            Path temporary = Files.createTempFile(folder, "new-", ".tmp");
            try {
                write(temporary, bytes);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            syncFolder(parent);
            return hash;
        } catch (IOException e) {
            throw new RegistryException(
                    "blob " + hash + " cannot be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
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
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file(hash));
        } catch (IOException e) {
            throw new RegistryException(
                    "blob " + hash + " of " + of + " is missing or unreadable", e);
        }
        if (!hash(bytes).equals(hash)) {
            throw new RegistryException(
                    "blob " + hash + " of " + of + " is damaged: its content has another hash");
        }
        return bytes;
    }
}

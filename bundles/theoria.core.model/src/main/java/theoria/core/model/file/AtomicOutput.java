package theoria.core.model.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file whole or not at all: into a temporary file beside the target, flushed to disk, then
 * renamed over it. Whoever reads the target sees the old file or the new one, and a failed or
 * killed writer leaves the old one untouched.
 */
public final class AtomicOutput {
    private static final int BUFFER = 1 << 16;

    private AtomicOutput() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Body {
        /** Writes everything; the stream is buffered, and closed by the caller. */
        void write(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, replacing an existing one; missing folders are made. A target that is no
     * regular file, such as {@code /dev/null}, is written directly.
     *
     * @throws IOException if it cannot be written: one sentence naming the target
     */
    public static void write(Path target, Body body) throws IOException {
        if (Files.isDirectory(target)) {
            throw new IOException("'" + target + "' is a folder; expected the name of a file");
        }
        try {
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                fill(target, body, StandardOpenOption.WRITE);
            } else {
                replace(target.toAbsolutePath(), body);
            }
        } catch (IOException e) {
            throw new IOException("file '" + target + "' cannot be written: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof NoSuchFileException) {
            return "its folder takes no files";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "'" + e.getMessage() + "' is no folder";
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return reason == null ? String.valueOf(e.getMessage()) : reason;
    }

    private static void replace(Path target, Body body) throws IOException {
        Path folder = target.resolveSibling("");
        Files.createDirectories(folder);
        // not Files.createTempFile: it would leave the finished file readable by its owner only
        Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID());
        try {
            fill(temporary, body, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void fill(Path file, Body body, StandardOpenOption... options)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, options)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            body.write(out);
            out.flush();
            if (Files.isRegularFile(file)) {
                channel.force(true);
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            // some network drives; replacing is the best they offer
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

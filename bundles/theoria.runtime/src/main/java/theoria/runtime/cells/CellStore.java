package theoria.runtime.cells;

import theoria.runtime.source.Workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A folder of files of cells, one for each landscape, named by its key. Those that were not used
 * for longest are deleted when all of them take too much place. A folder that cannot be read or
 * written is told once, and no run fails for it. Safe for several threads and processes.
 */
public final class CellStore {
    /** Bytes that all files take at most, but for what is written meanwhile. */
    public static final long MOST_BYTES = 256L << 20;

    /** Bytes of one file, all of which is read into memory. */
    static final long LARGEST_FILE = 32L << 20;

    private static final String ENDING = ".cells";

    private final Path folder;
    private final long most;
    private final Consumer<String> remark;
    private final AtomicBoolean told = new AtomicBoolean();

    /** The cells of a workspace; {@code remark} hears one sentence if they cannot be used. */
    public static CellStore of(Workspace workspace, Consumer<String> remark) {
        return new CellStore(workspace.folder().resolve("cells"), MOST_BYTES, remark);
    }

    /**
     * A store in a folder, which need not be there.
     *
     * @param most bytes that all files take
     */
    CellStore(Path folder, long most, Consumer<String> remark) {
        this.folder = folder;
        this.most = most;
        this.remark = remark;
    }

    /** What one run takes from the store and keeps in it. */
    public CellSession begin() {
        return new CellSession(this);
    }

    /**
     * Opens the cells of a landscape.
     *
     * @param key of the landscape, letters and digits
     * @param width numbers at a place
     */
    CellFile open(String key, int width) {
        Path file = folder.resolve(key + ENDING);
        try {
            if (Files.exists(file)) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            }
            makeRoom(file);
        } catch (IOException e) {
            tell(e);
        }
        return new CellFile(
                file, new CellRecord(key, width), Math.min(LARGEST_FILE, most), this::tell);
    }

    private void makeRoom(Path wanted) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Aged> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(e -> e.toString().endsWith(ENDING)).toList()) {
                Aged.of(entry).ifPresent(files::add);
            }
        }
        files.sort(Comparator.comparing(Aged::time));
        long all = files.stream().mapToLong(Aged::bytes).sum();
        for (Aged oldest : files) {
            if (all > most && !oldest.file().equals(wanted)) {
                Files.deleteIfExists(oldest.file());
                all -= oldest.bytes();
            }
        }
    }

    private record Aged(Path file, long bytes, FileTime time) {
        /** Empty if another process has deleted the file meanwhile. */
        static Optional<Aged> of(Path file) throws IOException {
            try {
                FileTime time = Files.getLastModifiedTime(file);
                return Optional.of(new Aged(file, Files.size(file), time));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }
    }

    private void tell(IOException e) {
        if (!told.getAndSet(true)) {
            remark.accept(
                    "cells of landscapes cannot be kept in "
                            + folder
                            + ", the run computes them all the same: "
                            + e);
        }
    }
}

package theoria.registry.internal;

import theoria.core.model.registry.GarbageReport;
import theoria.core.model.registry.GarbageRules;
import theoria.core.model.registry.RegistryException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Destroys what nothing refers to. Blobs go while the write lock is held, after a look whether a
 * row names them by now; writers look for their blobs while they hold it ({@link Commits}).
 */
public final class Garbage {
    private static final int AT_ONCE = 500;
    private static final String NAME = "[0-9a-f]{64}";

    /** A writer makes its file a moment before it locks it. */
    private static final Duration UNLOCKED = Duration.ofMinutes(1);

    private final Index index;
    private final BlobStore blobs;
    private final Cards cards;
    private final VersionTable table;

    /** Garbage of a workspace. */
    public Garbage(Index index, BlobStore blobs, Cards cards, VersionTable table) {
        this.index = index;
        this.blobs = blobs;
        this.cards = cards;
        this.table = table;
    }

    /** A removed version that is given up. */
    private record Doomed(String name, int number) {}

    /** Collects by the rules. */
    public GarbageReport collect(GarbageRules rules) throws RegistryException {
        Instant now = Instant.now();
        Instant young = now.minus(rules.age());
        List<Doomed> doomed =
                rules.forget().isEmpty()
                        ? List.of()
                        : forget(now.minus(rules.forget().get()), rules.dryRun());
        try {
            List<Path> candidates = candidates(young, doomed);
            List<GarbageReport.File> gone = new ArrayList<>();
            for (int from = 0; from < candidates.size(); from += AT_ONCE) {
                int to = Math.min(from + AT_ONCE, candidates.size());
                gone.addAll(sweep(candidates.subList(from, to), young, rules.dryRun()));
            }
            List<GarbageReport.File> temporary = new ArrayList<>();
            Instant unlocked = now.minus(UNLOCKED);
            for (Path folder : List.of(blobs.folder(), cards.folder())) {
                Instant dead = young.isBefore(unlocked) ? young : unlocked;
                temporary.addAll(temporary(folder, dead, rules.dryRun()));
            }
            return new GarbageReport(
                    doomed.stream().map(d -> LabelTables.reference(d.name, d.number)).toList(),
                    gone,
                    temporary);
        } catch (IOException e) {
            throw new RegistryException(
                    "the files in "
                            + blobs.folder()
                            + " cannot be listed or destroyed: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Destroys checkpoints of a trajectory, with those of their blobs that nothing else names. */
    public void dropCheckpoints(String trajectory, List<Long> steps) throws RegistryException {
        index.write(
                () -> {
                    Set<String> dropped = new HashSet<>();
                    for (long step : steps) {
                        index.rows(
                                "SELECT weights, optimiser FROM checkpoint WHERE trajectory = ?"
                                        + " AND step = ?",
                                row -> dropped.addAll(List.of(row.getString(1), row.getString(2))),
                                trajectory,
                                step);
                        String where = " WHERE trajectory = ? AND step = ?";
                        index.execute("DELETE FROM checkpoint_metric" + where, trajectory, step);
                        index.execute("DELETE FROM checkpoint" + where, trajectory, step);
                        cards.dropCheckpoint(trajectory, step);
                    }
                    dropped.removeAll(used(List.of()));
                    for (String hash : dropped) {
                        delete(blobs.file(hash));
                    }
                    return dropped.size();
                });
    }

    private static void delete(Path blob) throws RegistryException {
        try {
            Files.deleteIfExists(blob);
        } catch (IOException e) {
            throw new RegistryException("blob " + blob.getFileName() + " cannot be destroyed", e);
        }
    }

    private List<Doomed> forget(Instant before, boolean dryRun) throws RegistryException {
        return index.write(
                () -> {
                    List<Doomed> doomed =
                            index
                                    .rows(
                                            "SELECT name, number, removed FROM version WHERE"
                                                    + " removed IS NOT NULL ORDER BY name, number",
                                            row ->
                                                    Instant.parse(row.getString(3)).isAfter(before)
                                                            ? List.<Doomed>of()
                                                            : List.of(
                                                                    new Doomed(
                                                                            row.getString(1),
                                                                            row.getInt(2))))
                                    .stream()
                                    .flatMap(List::stream)
                                    .toList();
                    if (!dryRun) {
                        destroy(doomed);
                    }
                    return doomed;
                });
    }

    private void destroy(List<Doomed> doomed) throws SQLException, RegistryException {
        Set<String> trajectories = trajectories(doomed);
        for (Doomed version : doomed) {
            table.destroy(version.name, version.number);
            cards.dropVersion(version.name, version.number);
        }
        for (String trajectory : trajectories) {
            List<Long> steps =
                    index.rows(
                            "SELECT step FROM checkpoint WHERE trajectory = ?",
                            row -> row.getLong(1),
                            trajectory);
            for (long step : steps) {
                cards.dropCheckpoint(trajectory, step);
            }
            index.execute("DELETE FROM checkpoint_metric WHERE trajectory = ?", trajectory);
            index.execute("DELETE FROM checkpoint WHERE trajectory = ?", trajectory);
            index.execute("DELETE FROM trajectory WHERE id = ?", trajectory);
        }
    }

    /** Trajectories that led to versions that are given up, and to no other. */
    private Set<String> trajectories(List<Doomed> doomed) throws SQLException {
        Set<Doomed> given = new HashSet<>(doomed);
        Set<String> lost = new HashSet<>();
        Set<String> kept = new HashSet<>();
        index.rows(
                "SELECT name, number, trajectory FROM version WHERE trajectory IS NOT NULL",
                row ->
                        (given.contains(new Doomed(row.getString(1), row.getInt(2))) ? lost : kept)
                                .add(row.getString(3)));
        lost.removeAll(kept);
        return lost;
    }

    /** Hashes of all blobs that rows name, but for those that are given up. */
    Set<String> used(List<Doomed> doomed) throws SQLException {
        Set<Doomed> given = new HashSet<>(doomed);
        Set<String> lost = trajectories(doomed);
        Set<String> used = new HashSet<>();
        index.rows(
                "SELECT name, number, graph, weights FROM version",
                row ->
                        !given.contains(new Doomed(row.getString(1), row.getInt(2)))
                                && used.addAll(List.of(row.getString(3), row.getString(4))));
        index.rows(
                "SELECT trajectory, weights, optimiser FROM checkpoint",
                row ->
                        !lost.contains(row.getString(1))
                                && used.addAll(List.of(row.getString(2), row.getString(3))));
        index.rows("SELECT result FROM run", row -> used.add(row.getString(1)));
        return used;
    }

    private List<Path> candidates(Instant young, List<Doomed> doomed)
            throws IOException, RegistryException {
        Set<String> used = index.read(() -> used(doomed));
        List<Path> candidates = new ArrayList<>();
        for (Path file : files(blobs.folder(), 2)) {
            String name = String.valueOf(file.getFileName());
            boolean blob = name.matches(NAME) && file.equals(blobs.file(name));
            if (blob && !used.contains(name) && old(file, young)) {
                candidates.add(file);
            }
        }
        return candidates;
    }

    private static List<Path> files(Path folder, int depth) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        for (Path path : children(folder)) {
            if (Files.isRegularFile(path)) {
                found.add(path);
            } else if (depth > 1 && Files.isDirectory(path)) {
                found.addAll(files(path, depth - 1));
            }
        }
        return found;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static boolean old(Path file, Instant young) throws IOException {
        try {
            return !Files.getLastModifiedTime(file).toInstant().isAfter(young);
        } catch (NoSuchFileException e) {
            return false; // its writer has just renamed or destroyed it
        }
    }

    private List<GarbageReport.File> sweep(List<Path> candidates, Instant young, boolean dryRun)
            throws RegistryException, IOException {
        List<GarbageReport.File> gone = new ArrayList<>();
        if (dryRun) {
            for (Path file : candidates) {
                gone.add(told(file));
            }
            return gone;
        }
        return index.write(
                () -> {
                    Set<String> used = used(List.of());
                    for (Path file : candidates) {
                        try {
                            boolean unused = !used.contains(String.valueOf(file.getFileName()));
                            if (unused && old(file, young)) {
                                gone.add(told(file));
                                Files.delete(file);
                            }
                        } catch (IOException e) {
                            throw new RegistryException(
                                    "blob " + file.getFileName() + " cannot be destroyed", e);
                        }
                    }
                    return gone;
                });
    }

    private static GarbageReport.File told(Path file) throws IOException {
        return new GarbageReport.File(String.valueOf(file.getFileName()), Files.size(file));
    }

    /** Temporary files whose writer is dead: old, and locked by nobody. */
    private static List<GarbageReport.File> temporary(Path folder, Instant young, boolean dryRun)
            throws IOException {
        List<GarbageReport.File> gone = new ArrayList<>();
        for (Path file : files(folder, 1)) {
            String name = String.valueOf(file.getFileName());
            boolean ours =
                    name.startsWith(BlobStore.TEMPORARY) && name.endsWith(BlobStore.TEMPORARY_END);
            if (ours && old(file, young) && abandoned(file)) {
                gone.add(told(file));
                if (!dryRun) {
                    Files.deleteIfExists(file);
                }
            }
        }
        return gone;
    }

    private static boolean abandoned(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException | NoSuchFileException e) {
            return false; // a writer of this process has it, or has just renamed it
        }
    }
}

package theoria.runtime.archive;

import theoria.core.model.file.AtomicOutput;
import theoria.core.model.file.Sha256;
import theoria.core.model.file.UnpackedSize;
import theoria.core.model.file.ZipEntries;
import theoria.core.model.load.FormatException;
import theoria.core.model.registry.ModelHistory;
import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes and reads archives of models: entry {@code theoria-model.json}, then {@code blobs/HASH}
 * for each blob, not compressed. Equal histories give equal bytes.
 */
public final class ModelArchive {
    static final String MANIFEST = "theoria-model.json";

    private static final String BLOBS = "blobs/";
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final int PIECE = 1 << 16;
    private static final int MOST_BLOBS = 9_999;
    private static final long LONGEST_MANIFEST = 64L << 20;

    private ModelArchive() {}

    /**
     * Writes a model with all it has to a file.
     *
     * @return what was written
     * @throws RegistryException if there is no such model, or a blob is damaged
     * @throws IOException if the file cannot be written
     */
    public static ModelHistory write(ModelRegistry registry, String name, Path file)
            throws RegistryException, IOException {
        ModelHistory history = registry.history(name);
        if (history.blobs().size() > MOST_BLOBS) {
            throw new RegistryException(
                    "model '"
                            + name
                            + "' has "
                            + history.blobs().size()
                            + " blobs; an archive holds at most "
                            + MOST_BLOBS);
        }
        try {
            AtomicOutput.write(file, out -> write(registry, history, out));
        } catch (IOException e) {
            if (e.getCause() instanceof BlobException blob) {
                throw blob.reason;
            }
            throw e;
        }
        return history;
    }

    private static void write(ModelRegistry registry, ModelHistory history, OutputStream out)
            throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        ZipEntry manifest = new ZipEntry(MANIFEST);
        manifest.setTimeLocal(EPOCH);
        zip.putNextEntry(manifest);
        zip.write(Manifest.write(history).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        for (String hash : history.blobs()) {
            CheckedOutputStream counted =
                    new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
            ZipEntry entry = new ZipEntry(BLOBS + hash);
            entry.setTimeLocal(EPOCH);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(copy(registry, hash, counted));
            entry.setCrc(counted.getChecksum().getValue());
            zip.putNextEntry(entry);
            copy(registry, hash, zip);
            zip.closeEntry();
        }
        zip.finish();
    }

    private static long copy(ModelRegistry registry, String hash, OutputStream to)
            throws IOException {
        try {
            return registry.copyBlob(hash, to);
        } catch (RegistryException e) {
            throw new BlobException(e);
        }
    }

    /** A damaged blob, on its way through the writer of the file. */
    private static final class BlobException extends IOException {
        private static final long serialVersionUID = 1L;

        private final RegistryException reason;

        BlobException(RegistryException reason) {
            super(reason);
            this.reason = reason;
        }
    }

    /** Opens the registry that a model goes to, once its archive is known to be intact. */
    @FunctionalInterface
    public interface Target {
        /** The registry. */
        ModelRegistry registry() throws RegistryException;
    }

    /**
     * Adds the model of an archive to a registry, all or nothing; see {@link ModelRegistry#add}.
     *
     * @param name of the model there, if not its own
     * @return what was added
     * @throws FormatException if the file is no intact archive of a model
     * @throws RegistryException if the name is taken, or the registry cannot be opened
     */
    public static ModelHistory read(Path file, Optional<String> name, Target target)
            throws FormatException, RegistryException {
        String where = "file '" + file + "'";
        try (ZipEntries zip = ZipEntries.open(file)) {
            ModelHistory own = manifest(zip);
            ModelHistory history = name.isPresent() ? own.named(name.get()) : own;
            requireEntries(zip, history, Files.size(file));
            ModelRegistry registry = target.registry();
            requireFree(registry, history.name());
            try {
                registry.add(history, new Entries(zip));
            } catch (RegistryException e) {
                throw new FormatException(
                        "the model cannot be added ("
                                + e.getMessage()
                                + "); expected what 'theoria registry export' writes",
                        e);
            }
            return history;
        } catch (FormatException e) {
            throw new FormatException(where + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new FormatException(
                    where
                            + " cannot be read as an archive of a model ("
                            + Objects.requireNonNullElse(e.getMessage(), "it is damaged")
                            + "); expected what 'theoria registry export' writes",
                    e);
        }
    }

    private static ModelHistory manifest(ZipEntries zip) throws FormatException {
        byte[] bytes = zip.bytes(MANIFEST, LONGEST_MANIFEST);
        return Manifest.read(new String(bytes, StandardCharsets.UTF_8));
    }

    private static void requireFree(ModelRegistry registry, String name) throws RegistryException {
        Stream<ModelVersion> all =
                Stream.concat(registry.versions().stream(), registry.removed().stream());
        if (all.anyMatch(version -> version.name().equals(name))) {
            throw new RegistryException(
                    "there is a model '" + name + "' already; another name is needed (--name)");
        }
    }

    /** Every blob is there once and intact, nothing else is, and none swells beyond reason. */
    private static void requireEntries(ZipEntries zip, ModelHistory history, long size)
            throws FormatException {
        Set<String> expected = new HashSet<>(Set.of(MANIFEST));
        history.blobs().forEach(hash -> expected.add(BLOBS + hash));
        for (String entry : zip.names()) {
            if (!expected.contains(entry)) {
                throw new FormatException(
                        "entry '" + entry + "' is not named by the manifest; expected blobs");
            }
        }
        long left = UnpackedSize.most(size);
        for (String hash : history.blobs()) {
            left -= verified(zip, hash, left);
        }
    }

    /** The size of a blob, which is not larger than announced and has its hash. */
    private static long verified(ZipEntries zip, String hash, long most) throws FormatException {
        ZipEntries.Opened blob = zip.open(BLOBS + hash, most);
        MessageDigest digest = Sha256.digest();
        try (InputStream in = blob.in()) {
            byte[] piece = new byte[PIECE];
            long read = 0;
            for (int n = in.read(piece); n >= 0 && read <= blob.size(); n = in.read(piece)) {
                digest.update(piece, 0, n);
                read += n;
            }
            if (read != blob.size() || !HexFormat.of().formatHex(digest.digest()).equals(hash)) {
                throw new FormatException(
                        "blob " + hash + " has another length or hash; expected intact bytes");
            }
            return read;
        } catch (IOException e) {
            throw new FormatException(
                    "blob "
                            + hash
                            + " cannot be read ("
                            + e.getMessage()
                            + "); expected intact bytes",
                    e);
        }
    }

    /** The blobs of an archive. */
    private record Entries(ZipEntries zip) implements ModelHistory.Blobs {
        @Override
        public InputStream open(String hash) throws RegistryException {
            return opened(hash).in();
        }

        @Override
        public long length(String hash) throws RegistryException {
            ZipEntries.Opened opened = opened(hash);
            try (InputStream in = opened.in()) {
                return opened.size();
            } catch (IOException e) {
                throw new RegistryException("blob " + hash + " cannot be closed", e);
            }
        }

        private ZipEntries.Opened opened(String hash) throws RegistryException {
            try {
                return zip.open(BLOBS + hash, Long.MAX_VALUE);
            } catch (FormatException e) {
                throw new RegistryException(String.valueOf(e.getMessage()), e);
            }
        }
    }
}

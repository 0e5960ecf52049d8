package theoria.runtime.plugin;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.equinox.p2.metadata.IArtifactKey;
import org.eclipse.equinox.p2.repository.artifact.IArtifactDescriptor;
import org.eclipse.equinox.p2.repository.artifact.IArtifactRepository;

import theoria.runtime.plugin.PluginException.Kind;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Copies bundles from a site into a folder, up to a bound. */
final class BundleFetcher {
    /** More than any plug-in with native libraries needs; less than would fill a disk. */
    private static final long MOST_BYTES = 1L << 30;

    private final IArtifactRepository repository;
    private final String site;
    private long left = MOST_BYTES;

    BundleFetcher(IArtifactRepository repository, String site) {
        this.repository = repository;
        this.site = site;
    }

    /** The files, in the order of the keys. */
    List<Path> fetch(List<IArtifactKey> keys, Path folder) throws PluginException {
        List<Path> files = new ArrayList<>();
        for (IArtifactKey key : keys) {
            String name = key.getId() + "_" + key.getVersion() + ".jar";
            Path file = folder.resolve(name);
            if (!folder.normalize().equals(file.normalize().getParent())) {
                throw new PluginException(
                        Kind.SITE, "'" + site + "' names a bundle that no file can be: " + name);
            }
            fetch(key, file);
            files.add(file);
        }
        return files;
    }

    private void fetch(IArtifactKey key, Path file) throws PluginException {
        IArtifactDescriptor[] descriptors = repository.getArtifactDescriptors(key);
        if (descriptors.length == 0) {
            throw new PluginException(
                    Kind.SITE,
                    "'" + site + "' lists " + key.getId() + ", but does not hold its file");
        }
        IStatus status;
        try (OutputStream out = new Bounded(Files.newOutputStream(file))) {
            status = repository.getArtifact(descriptors[0], out, new NullProgressMonitor());
        } catch (IOException e) {
            throw new PluginException(
                    Kind.SITE,
                    key.getId() + " of '" + site + "' cannot be copied: " + e.getMessage(),
                    e);
        }
        if (!status.isOK()) {
            throw new PluginException(
                    Kind.SITE,
                    key.getId() + " of '" + site + "' cannot be read: " + Reasons.deepest(status),
                    Reasons.throwable(status));
        }
    }

    /** Refuses what goes beyond the bound. */
    private final class Bounded extends FilterOutputStream {
        Bounded(OutputStream target) {
            super(target);
        }

        @Override
        public void write(int b) throws IOException {
            count(1);
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            count(length);
            out.write(bytes, from, length);
        }

        private void count(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("the bundles of the site are larger than 1 GiB in all");
            }
        }
    }
}

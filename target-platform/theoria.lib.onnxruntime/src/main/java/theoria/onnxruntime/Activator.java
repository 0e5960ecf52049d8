package theoria.onnxruntime;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Unpacks the native libraries of the platform's fragment once per installation, into the bundle's
 * storage, which OSGi removes with the bundle; ONNX Runtime by itself unpacks them anew at every
 * start, and leaves a folder behind.
 */
public final class Activator implements BundleActivator {
    private static final String PATH = "onnxruntime.native.path";

    @Override
    public void start(BundleContext context) throws IOException {
        Enumeration<URL> found =
                context.getBundle().findEntries("lib/ai/onnxruntime/native", "*", true);
        File storage = context.getDataFile("native");
        if (found == null || storage == null || System.getProperty(PATH) != null) {
            return; // no natives for this platform, or somebody has chosen others
        }
        Path folder = Files.createDirectories(storage.toPath());
        for (URL library : Collections.list(found)) {
            if (!library.getPath().endsWith("/")) {
                unpack(library, folder);
            }
        }
        System.setProperty(PATH, folder.toString());
    }

    /** Copies a library unless it is there; complete when it gets its name. */
    private static void unpack(URL library, Path folder) throws IOException {
        String path = library.getPath();
        Path target = folder.resolve(path.substring(path.lastIndexOf('/') + 1));
        URLConnection connection = library.openConnection();
        try (InputStream bytes = connection.getInputStream()) {
            if (Files.exists(target) && Files.size(target) == connection.getContentLengthLong()) {
                return;
            }
            Path part = Files.createTempFile(folder, "part", null);
            try {
                Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    @Override
    public void stop(BundleContext context) {}
}

package theoria.onnxruntime;

import org.eclipse.core.runtime.FileLocator;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Tells ONNX Runtime where the native libraries of the platform's fragment lie: by itself it
 * unpacks them anew at every start, and leaves a folder behind. The fragment is installed as a
 * folder, so nothing is copied; were it a jar, OSGi would unpack it once, and remove that with the
 * bundle.
 */
public final class Activator implements BundleActivator {
    private static final String PATH = "onnxruntime.native.path";

    @Override
    public void start(BundleContext context) throws IOException {
        Enumeration<URL> libraries =
                context.getBundle().findEntries("lib/ai/onnxruntime/native", "*onnxruntime*", true);
        if (libraries == null || System.getProperty(PATH) != null) {
            return; // no natives for this platform, or somebody has chosen others
        }
        for (URL library : Collections.list(libraries)) {
            File file = new File(FileLocator.toFileURL(library).getPath());
            System.setProperty(PATH, file.getParent());
        }
    }

    @Override
    public void stop(BundleContext context) {}
}

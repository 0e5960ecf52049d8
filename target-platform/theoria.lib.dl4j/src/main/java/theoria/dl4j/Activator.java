package theoria.dl4j;

import org.bytedeco.javacpp.Loader;
import org.deeplearning4j.config.DL4JClassLoading;
import org.nd4j.common.config.ND4JClassLoading;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Runs before another bundle gets its first class of DL4J, and sets what DL4J reads only once. It
 * must not touch {@code Nd4j}, whose class initialiser loads the native libraries.
 */
public final class Activator implements BundleActivator {
    private static final String CACHE = "org.bytedeco.javacpp.cachedir";

    @Override
    public void start(BundleContext context) throws IOException {
        ClassLoader loader = Activator.class.getClassLoader();
        ND4JClassLoading.setNd4jClassloader(loader);
        DL4JClassLoading.setDl4jClassloader(loader);
        // the oneDNN helpers of the layers are off by default in 1.0.0-M2.1
        setDefault("org.eclipse.deeplearning4j.helpers.disable", "false");
        // reports of memory shortage need a library that is not shipped
        setDefault("org.deeplearning4j.crash.reporting.enabled", "false");
        if (hasOneDnn(context)) {
            setDefault("org.bytedeco.javacpp.platform.extension", "-onednn");
        }
        chooseCache(context.getBundle().getVersion());
    }

    @Override
    public void stop(BundleContext context) {}

    /** Native fragments of Apple and Linux on ARM carry the plain build: there is no other. */
    private static boolean hasOneDnn(BundleContext context) {
        return context.getBundle().findEntries("lib", "nd4j-native-*-onednn.jar", false) != null;
    }

    /**
     * Gives JavaCPP a folder of its own: its default is shared by every version of every program.
     */
    private static void chooseCache(Version version) throws IOException {
        String before = System.getProperty(CACHE);
        if (before != null) {
            return;
        }
        Path all = Path.of(System.getProperty("user.home"), ".theoria", "native");
        NativeCache.removeOlder(all, version);
        System.setProperty(CACHE, NativeCache.folder(all, version).toString());
        try {
            Loader.getCacheDir();
        } finally {
            System.clearProperty(CACHE);
        }
    }

    private static void setDefault(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}

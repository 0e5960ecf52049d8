package theoria.engine.dl4j.internal.net;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What must be set before ND4J loads its native library, and for each thread that calls it.
 *
 * <p>OpenBLAS takes its kernels by the processor's model, and version 0.3.19 takes slower ones on
 * models it does not know. Only the environment variable OPENBLAS_CORETYPE overrules it, which a
 * Java program cannot set for itself: it is left as the person or the start script set it, and
 * {@link Libraries} puts it into the provenance.
 */
public final class NativeSetup {
    private static final long LEAST_BYTES = 1L << 30;
    private static final int PHYSICAL_PER_HEAP = 4;

    /** Kept, because java.util.logging forgets the level of a logger nobody holds. */
    private static final List<Logger> LOGGERS =
            List.of(
                    Logger.getLogger("org.nd4j"),
                    Logger.getLogger("org.deeplearning4j"),
                    Logger.getLogger("org.bytedeco"));

    private NativeSetup() {}

    /**
     * Sets the properties that are read once, where nobody has set them: oneDNN helpers on, no
     * crash dumps, native memory bounded by the heap's size. In the product the wrapper bundle has
     * done most of it already. Then loads the library.
     */
    private static final class Loaded {
        static final NativeOps OPS = load();

        private static NativeOps load() {
            LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
            setDefault("org.eclipse.deeplearning4j.helpers.disable", "false");
            setDefault("org.deeplearning4j.crash.reporting.enabled", "false");
            if (hasOneDnnLibrary()) {
                setDefault("org.bytedeco.javacpp.platform.extension", "-onednn");
            }
            long heap = Math.max(Runtime.getRuntime().maxMemory(), LEAST_BYTES);
            setDefault("org.bytedeco.javacpp.maxbytes", Long.toString(heap));
            setDefault(
                    "org.bytedeco.javacpp.maxphysicalbytes",
                    Long.toString(PHYSICAL_PER_HEAP * heap));
            Nd4j.getEnvironment().setMaxMasterThreads(1);
            Nd4j.getEnvironment().setMaxThreads(1);
            Nd4j.getNDArrayFactory().blas().setMaxThreads(1);
            return NativeOpsHolder.getInstance().getDeviceNativeOps();
        }

        private static void setDefault(String key, String value) {
            if (System.getProperty(key) == null) {
                System.setProperty(key, value);
            }
        }

        private static boolean hasOneDnnLibrary() {
            String platform = org.bytedeco.javacpp.Loader.getPlatform();
            String folder = "org/nd4j/linalg/cpu/nativecpu/bindings/" + platform + "-onednn/";
            ClassLoader loader = Nd4j.class.getClassLoader();
            return loader != null && loader.getResource(folder) != null;
        }
    }

    /**
     * To be called by each thread before it computes: loads the library if need be and lets one
     * thread do the work. OpenMP keeps its thread count per calling thread.
     */
    public static void enter() {
        NativeOps ops = Loaded.OPS;
        if (ops.ompGetMaxThreads() != 1) {
            ops.setOmpNumThreads(1);
        }
    }
}

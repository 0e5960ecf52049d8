package theoria.engine.onnxruntime.internal;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;

import org.jspecify.annotations.Nullable;

import theoria.core.model.engine.EngineException;

import java.util.Locale;

/**
 * The native library: whether it is there, its environment (one per process, never closed) and the
 * options of every session. ONNX Runtime's own loader takes the library out of its jar or fragment
 * when the environment is first made.
 */
public final class NativeRuntime {
    private static @Nullable OrtEnvironment environment;

    private NativeRuntime() {}

    /** Version of the native library. */
    public static String version() {
        try {
            return environment().getVersion();
        } catch (EngineException e) {
            return "not available (" + e.getMessage() + ")";
        }
    }

    /** Whether the library for this machine is installed; loads nothing. */
    static boolean installed() {
        String file = System.mapLibraryName("onnxruntime4j_jni");
        String resource = "/ai/onnxruntime/native/" + platform() + "/" + file;
        // a class literal does not run the class's initialiser, which would load the library
        return OrtEnvironment.class.getResource(resource) != null
                || System.getProperty("onnxruntime.native.path") != null;
    }

    /** The folder of this machine's library, for example {@code linux-x64}. */
    static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String os = system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux";
        boolean arm = machine.startsWith("aarch64") || machine.startsWith("arm64");
        return os + "-" + (arm ? "aarch64" : "x64");
    }

    /**
     * The environment; the first call loads the library.
     *
     * @throws EngineException if it cannot be loaded
     */
    static synchronized OrtEnvironment environment() throws EngineException {
        if (environment == null) {
            try {
                OrtEnvironment made =
                        OrtEnvironment.getEnvironment(
                                OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "theoria");
                made.setTelemetry(false);
                environment = made;
            } catch (LinkageError | OrtException e) {
                throw new EngineException(
                        "engine onnxruntime: its native library cannot be loaded: " + e, e);
            }
        }
        return environment;
    }

    /**
     * Options of a session: one thread, operators one after another, kernels that repeat their
     * bits. The arena keeps the memory of a pass, which the size of a chunk bounds, for the next.
     *
     * @param fuse whether operators may be fused and laid out anew; otherwise the graph is only
     *     simplified
     */
    static OrtSession.SessionOptions options(boolean fuse) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setDeterministicCompute(true);
        options.setCPUArenaAllocator(true);
        // else rounding to integers and back is merged with its neighbours, which rounds otherwise
        options.addConfigEntry("session.disable_quant_qdq", "1");
        options.setOptimizationLevel(
                fuse
                        ? OrtSession.SessionOptions.OptLevel.ALL_OPT
                        : OrtSession.SessionOptions.OptLevel.BASIC_OPT);
        return options;
    }
}

package theoria.engine.dl4j.internal.net;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What computes, for the provenance. */
public final class Libraries {
    private static final String POM =
            "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

    private Libraries() {}

    /**
     * Names and versions. Loads the native library: whether oneDNN serves the layers is asked of a
     * layer, not of the settings, because a missing switch turns it off in silence.
     */
    public static Map<String, String> versions() {
        NativeSetup.enter();
        String coreType = System.getenv("OPENBLAS_CORETYPE");
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("dl4j", version());
        versions.put("nd4j", Nd4j.getBackend().getClass().getSimpleName());
        versions.put("onednn", oneDnnServes() ? "active" : "not active");
        versions.put("openblas_coretype", coreType == null ? "chosen by OpenBLAS" : coreType);
        return Collections.unmodifiableMap(versions);
    }

    private static String version() {
        try (InputStream stream = ComputationGraph.class.getResourceAsStream(POM)) {
            if (stream == null) {
                return "unknown";
            }
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + POM, e);
        }
    }

    private static boolean oneDnnServes() {
        NetworkGraph graph =
                NetworkGraph.builder("probe")
                        .input("x", Shape.of(1, 2, 2))
                        .add(
                                new Node(
                                        "conv",
                                        new Operator.Convolution(1, Window.square(2, 1, 0), 1),
                                        List.of("x"),
                                        Map.of(Role.KERNEL, "w")))
                        .build("conv");
        try (CompiledGraph compiled = new CompiledGraph(graph, Precision.FLOAT, false)) {
            return compiled.usesOneDnn();
        }
    }
}

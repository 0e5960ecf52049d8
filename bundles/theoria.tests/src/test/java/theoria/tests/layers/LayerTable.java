package theoria.tests.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which bundle may import what: the table of the design. A bundle is found by its own name or by
 * the longest {@code prefix.*} that fits; allowed are packages and bundles by prefix. The JDK and
 * {@code org.jspecify.annotations} are free for all. A library that is no bundle is allowed with
 * its wrapper {@code theoria.lib.*}.
 */
final class LayerTable {
    private static final List<String> MATHEMATICS =
            List.of("org.hipparchus", "org.jtransforms", "pl.edu.icm.jlargearrays");
    private static final List<String> CORE = List.of("theoria.core");

    private static final Map<String, List<String>> ALLOWED = new LinkedHashMap<>();

    static {
        put("theoria.core.math", MATHEMATICS);
        put("theoria.core.model", List.of("theoria.core.math"));
        put("theoria.core.study", List.of("theoria.core.model", "theoria.core.math"), gson());
        put("theoria.format.onnx", model(), List.of("ai.onnx.proto", "com.google.protobuf"));
        put("theoria.format.keras", model(), List.of("io.jhdf", "theoria.lib.hdf5"), gson());
        put("theoria.format.tensorflow", model(), List.of("com.google.protobuf"));
        put(
                "theoria.format.tensors",
                model(),
                List.of("theoria.lib.poi", "org.apache.commons.compress"),
                gson());
        put("theoria.format.data", model(), List.of("de.siegmar.fastcsv"));
        put("theoria.engine.reference", model(), List.of("theoria.core.math"));
        put("theoria.engine.dl4j", model(), List.of("theoria.core.math"), deeplearning4j(), gson());
        put(
                "theoria.engine.onnxruntime",
                model(),
                List.of("theoria.format.onnx", "theoria.lib.onnxruntime", "ai.onnxruntime"));
        put("theoria.registry", model(), List.of("org.sqlite", "org.xerial.sqlite-jdbc"));
        put("theoria.study.*", CORE, MATHEMATICS);
        put("theoria.draw", CORE, List.of("org.jfree", "org.scilab.forge.jlatexmath"), layout());
        put(
                "theoria.report.xlsx",
                report(),
                List.of("theoria.lib.poi", "org.apache.poi", "org.openxmlformats"),
                xml());
        put("theoria.report.html", report());
        put(
                "theoria.report.print",
                report(),
                List.of("org.apache.batik", "org.apache.pdfbox"),
                pdf());
        put("theoria.report.hdf5", CORE, List.of("io.jhdf", "theoria.lib.hdf5"));
        put("theoria.runtime", CORE, List.of("theoria.registry", "picocli"), osgi(), gson());
        put("theoria.ui", CORE, List.of("theoria.runtime", "theoria.draw"), window());
        put(
                "theoria.ui.diagram",
                CORE,
                List.of("theoria.runtime", "theoria.ui", "theoria.draw"),
                diagram());
        put("theoria.app", CORE, List.of("theoria.ui", "theoria.runtime", "org.eclipse"));
        put("theoria.help");
        put("theoria.examples.plugin", CORE, List.of("theoria.ui.viewers", "org.eclipse.swt"));
        put("theoria.benchmarks", CORE, List.of("theoria.engine.reference", "org.openjdk.jmh"));
        put("theoria.testkit", List.of("org.junit", "org.assertj"));
        put("theoria.tests", List.of(""));
    }

    private LayerTable() {}

    /** What the bundle may import, by prefix; empty if the table does not know the bundle. */
    static Optional<List<String>> allowed(String bundle) {
        List<String> own = ALLOWED.get(bundle);
        if (own != null) {
            return Optional.of(own);
        }
        return ALLOWED.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(".*"))
                .filter(entry -> bundle.startsWith(entry.getKey().replace("*", "")))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether the bundle must do without AWT and Swing. */
    static boolean withoutPictures(String bundle) {
        return bundle.startsWith("theoria.core.") || bundle.startsWith("theoria.study.");
    }

    @SafeVarargs
    private static void put(String bundle, List<String>... allowed) {
        ALLOWED.put(bundle, List.of(allowed).stream().flatMap(List::stream).toList());
    }

    private static List<String> model() {
        return List.of("theoria.core.model");
    }

    private static List<String> gson() {
        return List.of("com.google.gson");
    }

    private static List<String> deeplearning4j() {
        return List.of("theoria.lib.dl4j", "org.deeplearning4j", "org.nd4j", "org.bytedeco");
    }

    private static List<String> report() {
        return List.of("theoria.core", "theoria.draw");
    }

    private static List<String> xml() {
        return List.of("org.apache.xmlbeans");
    }

    private static List<String> layout() {
        return List.of("org.eclipse.elk", "org.eclipse.emf");
    }

    private static List<String> pdf() {
        return List.of("theoria.lib.pdf", "de.rototor.pdfbox");
    }

    private static List<String> osgi() {
        return List.of("org.eclipse.core", "org.eclipse.equinox", "org.osgi");
    }

    private static List<String> window() {
        return List.of(
                "org.eclipse",
                "org.jfree",
                "org.commonmark",
                "org.osgi.service.prefs",
                "theoria.lib.collections");
    }

    private static List<String> diagram() {
        return List.of("org.eclipse", "theoria.lib.visual", "org.netbeans", "org.openide");
    }
}

package theoria.tests.layers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every bundle keeps to its layer, and the rules notice one that does not. */
class LayerRulesTest {
    @TestFactory
    Stream<DynamicTest> keepsToItsLayer() throws IOException {
        Path bundles = Path.of(System.getProperty("theoria.root", "../..")).resolve("bundles");
        try (Stream<Path> folders = Files.list(bundles)) {
            List<Path> all = folders.filter(path -> Files.exists(path.resolve("pom.xml"))).toList();
            assertThat(all).hasSizeGreaterThan(5);
            return all.stream()
                    .sorted()
                    .map(
                            folder ->
                                    DynamicTest.dynamicTest(
                                            folder.getFileName().toString(),
                                            () ->
                                                    assertThat(
                                                                    LayerRules.violations(
                                                                            BundleSource.read(
                                                                                    folder)))
                                                            .isEmpty()));
        }
    }

    @Test
    void acceptsWhatTheTableAllows() {
        assertThat(
                        violations(
                                "theoria.study.landscape",
                                Map.of("Import-Package", "theoria.core.study;version=\"[1.0,2)\""),
                                "import java.util.List;\nimport theoria.core.study.Study;\n"))
                .isEmpty();
    }

    @Test
    void noticesAStudyThatImportsAnEngine() {
        assertThat(
                        violations(
                                "theoria.study.landscape",
                                Map.of("Import-Package", "theoria.engine.reference"),
                                "import theoria.engine.reference.ReferenceEngine;\n"))
                .hasSize(2)
                .allMatch(v -> v.contains("may not import theoria.engine.reference"));
    }

    @Test
    void noticesAStudyThatImportsAnotherStudy() {
        assertThat(
                        violations(
                                "theoria.study.landscape",
                                Map.of("Require-Bundle", "theoria.study.inspection"),
                                ""))
                .containsExactly(
                        "theoria.study.landscape may not import theoria.study.inspection: manifest"
                                + " (Require-Bundle)");
    }

    @Test
    void noticesPicturesInTheCore() {
        assertThat(violations("theoria.core.math", Map.of(), "java.awt.Color c;"))
                .containsExactly(
                        "theoria.core.math uses java.awt or javax.swing in"
                                + " theoria/core/math/Fixture.java");
    }

    @Test
    void noticesInternalPackagesOfOthers() {
        assertThat(
                        violations(
                                "theoria.ui",
                                Map.of(),
                                "import theoria.runtime.internal.CommandLineApplication;\n"))
                .singleElement()
                .asString()
                .contains("internal package theoria.runtime.internal");
    }

    @Test
    void noticesExportsOfInternalPackages() {
        assertThat(
                        violations(
                                "theoria.draw",
                                Map.of("Export-Package", "theoria.draw,theoria.draw.internal"),
                                ""))
                .containsExactly("theoria.draw exports the internal package theoria.draw.internal");
    }

    @Test
    void noticesReexports() {
        assertThat(
                        violations(
                                "theoria.app",
                                Map.of("Require-Bundle", "theoria.ui;visibility:=reexport"),
                                ""))
                .containsExactly("theoria.app re-exports theoria.ui;visibility:=reexport");
    }

    @Test
    void noticesABundleThatNobodyPlanned() {
        assertThat(violations("theoria.misc", Map.of(), ""))
                .containsExactly("theoria.misc is in no row of the layer table");
    }

    @Test
    void noticesSourcesOutsideTheRootPackage() {
        BundleSource bundle =
                new BundleSource("theoria.draw", Map.of(), Map.of("theoria/paint/Brush.java", ""));
        assertThat(LayerRules.violations(bundle))
                .containsExactly(
                        "theoria.draw has the source theoria/paint/Brush.java outside its root"
                                + " package");
    }

    private static List<String> violations(
            String bundle, Map<String, String> manifest, String source) {
        String file = bundle.replace('.', '/') + "/Fixture.java";
        return LayerRules.violations(new BundleSource(bundle, manifest, Map.of(file, source)));
    }
}

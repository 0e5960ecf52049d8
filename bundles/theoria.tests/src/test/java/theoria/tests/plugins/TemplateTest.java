package theoria.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.tests.product.Product.Outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The template that strangers copy builds against the published repository alone, and works. */
class TemplateTest {
    @TempDir Path folder;

    private static Path root() {
        return Path.of(System.getProperty("theoria.root", "../.."));
    }

    private static Path template() {
        return root().resolve("bundles/theoria.help/template");
    }

    @Test
    void usesTheVersionsOfTheBuild() throws IOException {
        String versions = Files.readString(root().resolve("target-platform/versions/pom.xml"));
        String own = Files.readString(template().resolve("pom.xml"));
        for (String key : List.of("tycho.version", "clean.version")) {
            assertThat(value(own, key)).as(key).isEqualTo(value(versions, key));
        }
    }

    private static String value(String pom, String key) {
        Matcher matcher = Pattern.compile("<" + key + ">(.*?)</" + key + ">").matcher(pom);
        assertThat(matcher.find()).as(key).isTrue();
        return matcher.group(1);
    }

    @Test
    void buildsAndPassesTheTrial() throws Exception {
        assumeTrue(Boolean.getBoolean("theoria.slow"), "builds a plug-in: verify --slow");
        Path repository = root().resolve("product/target/repository");
        assumeTrue(Files.isDirectory(repository), "no repository at '" + repository + "'");
        Path copy = folder.resolve("plug-in");
        copy(template(), copy);
        Path log = folder.resolve("log");
        Process build =
                new ProcessBuilder(
                                root().resolve("mvnw").toString(),
                                "-o",
                                "-q",
                                "-B",
                                "-f",
                                copy.resolve("pom.xml").toString(),
                                "-Dtheoria.repository=" + repository.toUri(),
                                "verify")
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        assertThat(build.waitFor()).as(Files.readString(log)).isZero();
        ProductCopy product = new ProductCopy(folder);
        Outcome check =
                product.run("plugins", "check", copy.resolve("org.example.site/target/repository"));
        assertThat(check.code()).as(check.out() + check.err()).isZero();
        assertThat(check.out())
                .containsPattern("example.largest-weights +a network with batch norm +fine");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}

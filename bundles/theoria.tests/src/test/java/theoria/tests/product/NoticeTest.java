package theoria.tests.product;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The file NOTICE names every library that is shipped. */
class NoticeTest {
    @Test
    void namesEveryBundleOfTheProduct() throws IOException {
        try (Stream<Path> plugins = Files.list(Product.require().home().resolve("plugins"))) {
            Set<String> shipped =
                    plugins.map(path -> path.getFileName().toString().replaceAll("_[0-9].*", ""))
                            .filter(name -> !isOurs(name))
                            .collect(Collectors.toCollection(TreeSet::new));
            assertThat(shipped).hasSizeGreaterThan(50).allMatch(noticed()::covers);
        }
    }

    @Test
    void namesEveryJarInsideOurWrappers() throws IOException {
        try (Stream<Path> files = Files.walk(root().resolve("target-platform"), 3)) {
            List<String> jars =
                    files.filter(path -> path.getParent().endsWith("lib"))
                            .map(path -> path.getFileName().toString())
                            .filter(name -> name.endsWith(".jar"))
                            .map(name -> name.replaceAll("(-(linux|windows|macosx)-.*)?[.]jar", ""))
                            .toList();
            assertThat(jars).isNotEmpty().allMatch(noticed()::covers);
        }
    }

    @Test
    void theProductHasTheTextsThatAreNamed() throws IOException {
        Path home = Product.require().home();
        for (String file : List.of("LICENSE", "NOTICE")) {
            assertThat(home.resolve(file)).hasSameTextualContentAs(root().resolve(file));
        }
        try (Stream<Path> texts = Files.list(home.resolve("licences"))) {
            Set<String> named =
                    noticed().words().stream()
                            .filter(word -> word.matches("[A-Z0-9][^/]*[.](txt|html)"))
                            .filter(word -> !word.equals("ThirdPartyNotices.txt"))
                            .collect(Collectors.toSet());
            assertThat(texts.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }

    private static boolean isOurs(String name) {
        boolean wrapped = name.matches("theoria[.]lib[.](onnx|jtransforms|largearrays)");
        return name.startsWith("theoria.") && !wrapped;
    }

    private static Names noticed() throws IOException {
        return new Names(
                Set.copyOf(
                        Arrays.asList(Files.readString(root().resolve("NOTICE")).split("\\s+"))));
    }

    private static Path root() {
        return Path.of(System.getProperty("theoria.root"));
    }

    /** The words of the file; {@code org.x.*} stands for all bundles that begin with it. */
    private record Names(Set<String> words) {
        boolean covers(String name) {
            return words.contains(name)
                    || words.stream()
                            .filter(word -> word.endsWith(".*"))
                            .anyMatch(
                                    word -> name.startsWith(word.substring(0, word.length() - 1)));
        }
    }
}

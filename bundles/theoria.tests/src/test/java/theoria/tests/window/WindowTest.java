package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.runtime.source.Workspace;
import theoria.tests.product.Jdks;
import theoria.tests.product.Product.Outcome;
import theoria.tests.product.ProductWithTests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens the window of the product and has its tests run inside; one test here for each of them. */
class WindowTest {
    private static final List<String> SCREENS = List.of("theoria.tests.window.HomeScreens");

    @TempDir private Path folder;

    @TestFactory
    Stream<DynamicTest> onTheJavaOfTheBuild() throws Exception {
        return screens(Jdks.own(), "own");
    }

    @TestFactory
    Stream<DynamicTest> onJava25() throws Exception {
        Optional<Path> jdk = Jdks.twentyFive();
        assumeTrue(jdk.isPresent(), "no Java 25 found (JAVA25_HOME or /usr/lib/jvm)");
        return screens(jdk.orElseThrow(), "java25");
    }

    private Stream<DynamicTest> screens(Path jdk, String name) throws Exception {
        Path workspace = folder.resolve("workspace");
        register(workspace);
        Path report = folder.resolve("report.txt");
        Path screenshots = Path.of(System.getProperty("theoria.tests.screenshots"), name);
        Outcome outcome =
                new ProductWithTests(folder.resolve("configuration"))
                        .run(jdk, workspace, report, screenshots, SCREENS);
        List<String> lines = Files.exists(report) ? Files.readAllLines(report) : List.of();
        Path log = workspace.resolve(".workbench/.metadata/.log");
        String logged = Files.exists(log) ? Files.readString(log) : "";
        Stream<DynamicTest> inside =
                lines.stream()
                        .map(line -> line.split("\t", 3))
                        .map(field -> dynamicTest(field[0], () -> assertPassed(field)));
        Stream<DynamicTest> outside =
                Stream.of(
                        dynamicTest(
                                "runs its tests", () -> assertThat(lines).hasSizeGreaterThan(4)),
                        dynamicTest("closes with exit code 0", () -> assertClosed(outcome)),
                        dynamicTest("logs no error", () -> assertThat(logged).isEmpty()));
        return Stream.concat(inside, outside);
    }

    private static void assertPassed(String[] field) {
        assertThat(field[1]).as(field[2]).isEqualTo("SUCCESSFUL");
    }

    private static void assertClosed(Outcome outcome) {
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    private static void register(Path folder) throws RegistryException {
        NetworkGraph graph = Architecture.parse("mlp:784-16-10", Shape.of(1, 28, 28), 10);
        try (Workspace workspace = new Workspace(folder)) {
            workspace
                    .registry()
                    .register(
                            new NewVersion(
                                    "digits",
                                    graph,
                                    Initialisation.HE.draw(graph, 1),
                                    InputContract.IDENTITY,
                                    new Lineage(Lineage.Kind.TRAINED, "mlp:784-16-10"),
                                    Map.of("accuracy", 0.1),
                                    Optional.empty()));
        }
    }
}

package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import theoria.tests.product.Jdks;
import theoria.tests.product.Product;
import theoria.tests.product.Product.Outcome;
import theoria.tests.product.ProductWithTests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Opens the window of the product and has its tests run inside; one test here for each of them. */
class WindowTest {
    private static final String INSIDE = "theoria.tests.window.";

    /** What is done from one start to the next, on one workspace. */
    private static final List<List<String>> STARTS =
            List.of(
                    List.of("FirstStart", "Interrupt"),
                    List.of(
                            "Restart",
                            "Diagram",
                            "Exchange",
                            "Following",
                            "Pictures",
                            "Explorer",
                            "Preferences",
                            "Tabs"),
                    List.of("Monkey"),
                    List.of("Cycles"));

    private static final String WAYLAND = "WithoutDiagram";

    /** What is done on a fresh workspace each, on the Java of the build. */
    private static final List<String> FRESH =
            List.of("Newcomer", "KeyboardOnly", "Training", "Drops", WAYLAND);

    /** The first start that counts resources, on the Java of the build only. */
    private static final int COUNTING = 2;

    /** The first start that takes long, in slow mode only. */
    private static final int LONG = 3;

    /** Lines of a log that are shown. */
    private static final int LOGGED = 60;

    private static final long MINUTES = 12;
    private static final long SLOW_MINUTES = 120;

    /** What the log of a traced start holds when nothing is wrong. */
    private static final Pattern TRACED =
            Pattern.compile(
                    "\\A!SESSION [^\n]*\n(?:[^!\n][^\n]*\n|\n)*"
                            + "!ENTRY org\\.eclipse\\.e4\\.ui\\.workbench\\.swt 1 0 [^\n]*\n"
                            + "!MESSAGE Saving dialog settings\n?\\z");

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

    @TestFactory
    Stream<DynamicTest> onFreshWorkspaces() throws Exception {
        Stream<DynamicTest> tests = Stream.of();
        for (String name : FRESH) {
            Path workspace = folder.resolve(name);
            Path report = folder.resolve(name + ".txt");
            Outcome outcome =
                    fresh(name)
                            .run(
                                    Jdks.own(),
                                    workspace,
                                    report,
                                    screenshots("own"),
                                    List.of(INSIDE + name));
            tests =
                    Stream.of(tests, tests(name, outcome, report), log(name, workspace))
                            .flatMap(s -> s);
        }
        return Stream.concat(
                tests,
                Stream.of(dynamicTest("the newcomer's workbook holds", this::assertWorkbookHolds)));
    }

    /** As on a desktop of Wayland where it counts. */
    private ProductWithTests fresh(String name) throws IOException {
        ProductWithTests product = new ProductWithTests(folder.resolve("configuration"));
        return name.equals(WAYLAND) ? product.environment("WAYLAND_DISPLAY", "none") : product;
    }

    /** The product itself computes again what stands in the file. */
    private void assertWorkbookHolds() throws Exception {
        Map<String, String> environment =
                Map.of("THEORIA_WORKSPACE", folder.resolve("Newcomer").toString());
        Path file = folder.resolve("newcomer-landscape.xlsx");
        Outcome verified =
                Product.require()
                        .run(Jdks.own(), environment, List.of("verify-report", file.toString()));
        assertThat(verified.out()).contains("every number holds");
    }

    private static Path screenshots(String name) {
        return Path.of(System.getProperty("theoria.tests.screenshots"), name);
    }

    private Stream<DynamicTest> screens(Path jdk, String name) throws Exception {
        Path workspace = folder.resolve("workspace");
        Path screenshots = screenshots(name);
        Stream<DynamicTest> tests = Stream.of();
        for (int start = 0; start < starts(name.equals("own")); start++) {
            List<String> classes = STARTS.get(start).stream().map(c -> INSIDE + c).toList();
            Path report = folder.resolve("report" + start + ".txt");
            Outcome outcome = product(start).run(jdk, workspace, report, screenshots, classes);
            outcome.out()
                    .lines()
                    .filter(line -> line.startsWith("monkey: "))
                    .forEach(System.out::println);
            tests = Stream.concat(tests, tests("start " + start, outcome, report));
        }
        return Stream.concat(tests, log(name, workspace));
    }

    private static Stream<DynamicTest> log(String name, Path workspace) throws IOException {
        Path log = workspace.resolve(".workbench/.metadata/.log");
        String logged = Files.exists(log) ? Files.readString(log) : "";
        // a start that is traced tells one thing by design, and heads it as a session
        String rest = TRACED.matcher(logged).replaceAll("");
        // a report of failures may show a line of the message only
        rest.lines()
                .limit(LOGGED)
                .map(line -> name + " logged: " + line)
                .forEach(System.out::println);
        return Stream.of(dynamicTest(name + " logs no error", () -> assertThat(rest).isEmpty()));
    }

    private static int starts(boolean all) {
        if (!all) {
            return COUNTING;
        }
        return Boolean.getBoolean("theoria.slow") ? STARTS.size() : LONG;
    }

    private ProductWithTests product(int start) throws IOException {
        ProductWithTests product = new ProductWithTests(folder.resolve("configuration"));
        boolean slow = Boolean.getBoolean("theoria.slow");
        return start < COUNTING
                ? product
                : product.tracking().within(slow ? SLOW_MINUTES : MINUTES);
    }

    private static Stream<DynamicTest> tests(String start, Outcome outcome, Path report)
            throws IOException {
        List<String> lines = Files.exists(report) ? Files.readAllLines(report) : List.of();
        Stream<DynamicTest> inside =
                lines.stream()
                        .map(line -> line.split("\t", 3))
                        .map(field -> dynamicTest(field[0], () -> assertPassed(field)));
        Stream<DynamicTest> outside =
                Stream.of(
                        dynamicTest(
                                start + " runs its tests",
                                () -> assertThat(lines).as(outcome.err()).isNotEmpty()),
                        dynamicTest(
                                start + " closes with exit code 0", () -> assertClosed(outcome)));
        return Stream.concat(inside, outside);
    }

    private static void assertPassed(String[] field) {
        assertThat(field[1]).as(field[2]).isEqualTo("SUCCESSFUL");
    }

    private static void assertClosed(Outcome outcome) {
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }
}

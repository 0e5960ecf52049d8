package theoria.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import theoria.tests.product.Jdks;
import theoria.tests.product.Product.Outcome;
import theoria.tests.product.ProductWithTests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Plug-ins that throw, hang or end their process harm nobody but themselves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostilePluginTest {
    private static final String FINE =
            "return Table.builder(\"t\").scalar(\"documented\", 1).build();";

    private Path folder;
    private ProductCopy product;
    private Map<String, String> before;

    @BeforeAll
    void copyTheProduct(@TempDir Path temporary) throws Exception {
        folder = temporary;
        product = new ProductCopy(folder);
        before = product.state();
    }

    private Path site(HostileBundle bundle, String name) throws IOException, InterruptedException {
        Path own = Files.createDirectory(folder.resolve(name));
        return Sites.publish(product, bundle.build(product.home(), own), own.resolve("site"));
    }

    @Test
    void namesEachFaultAndLetsTheOthersWork() throws Exception {
        Path site =
                site(
                        new HostileBundle("hostile.studies")
                                .study("Good", "hostile.good", "", FINE)
                                .study("Boom", "hostile.boom", "int a = 1 / (int) 0.5;", FINE)
                                .study("Twin", "inspection.weights", "", FINE)
                                .study(
                                        "Liar",
                                        "hostile.liar",
                                        "",
                                        FINE.replace("documented", "secret"))
                                .study(
                                        "Lame",
                                        "hostile.lame",
                                        "",
                                        "throw new IllegalStateException(\"lame\");"),
                        "studies");
        Outcome check = product.run("plugins", "check", site);
        assertThat(check.code()).as(check.out() + check.err()).isEqualTo(1);
        assertThat(check.out())
                .containsPattern("hostile.good +a dense network +fine")
                .containsPattern("hostile.lame .*failed +it threw .*IllegalStateException: lame")
                .containsPattern("hostile.liar .*failed .*does not document: secret")
                .containsPattern("failed .*class hostile.studies.Boom cannot be used: .*by zero")
                .containsPattern("failed .*study 'inspection.weights' too");
        assertThat(product.state()).isEqualTo(before);
        Outcome refused = product.run("plugins", "install", site);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("nothing was installed");
        assertThat(product.state()).isEqualTo(before);
        worksAllTheSame(site);
    }

    private void worksAllTheSame(Path site) throws Exception {
        Outcome forced = product.run("plugins", "install", site, "--no-check");
        assertThat(forced.code()).as(forced.err()).isZero();
        Outcome studies = product.run("studies");
        assertThat(studies.code()).isZero();
        assertThat(studies.out()).contains("hostile.good", "inspection.weights");
        assertThat(studies.err())
                .contains("hostile.studies.Boom cannot be used", "'inspection.weights' too")
                .doesNotContain("\tat ")
                .hasLineCount(2);
        Outcome removed = product.run("plugins", "remove", "hostile.studies.feature");
        assertThat(removed.code()).as(removed.err()).isZero();
        assertThat(product.state()).isEqualTo(before);
    }

    @Test
    void anActivatorThatThrowsDisablesItsPluginOnly() throws Exception {
        Path site =
                site(
                        new HostileBundle("hostile.activator")
                                .activator("throw new IllegalStateException(\"not today\");")
                                .study("Good", "hostile.good", "", FINE),
                        "activator");
        Outcome check = product.run("plugins", "check", site);
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out())
                .containsPattern(
                        "hostile.activator +failed +does not start: its activator threw"
                                + " .*not today");
        assertThat(product.run("plugins", "install", site, "--no-check").code()).isZero();
        Outcome studies = product.run("studies");
        assertThat(studies.code()).isZero();
        assertThat(studies.out()).contains("inspection.weights").doesNotContain("hostile.good");
        assertThat(studies.err()).contains("hostile.activator", "not today").hasLineCount(1);
        opensTheWindowAllTheSame();
        assertThat(product.run("plugins", "remove", "hostile.activator.feature").code()).isZero();
        assertThat(product.state()).isEqualTo(before);
    }

    /** Where there is a display and the bundle of the tests. */
    private void opensTheWindowAllTheSame() throws Exception {
        if (System.getenv("DISPLAY") == null
                || System.getProperty("theoria.tests.bundle") == null) {
            return;
        }
        Path report = folder.resolve("report.txt");
        Outcome window =
                new ProductWithTests(product.product(), folder.resolve("window"))
                        .run(
                                Jdks.own(),
                                folder.resolve("workspace"),
                                report,
                                folder.resolve("screenshots"),
                                List.of("theoria.tests.window.OpenScreens"));
        assertThat(window.code()).as(window.err()).isZero();
        assertThat(Files.readAllLines(report))
                .hasSize(2)
                .allMatch(line -> line.split("\t")[1].equals("SUCCESSFUL"));
    }

    @Test
    void aTrialThatEndsItsProcessIsNamed() throws Exception {
        assumeTrue(Boolean.getBoolean("theoria.slow"), "starts the product often: verify --slow");
        Path site =
                site(
                        new HostileBundle("hostile.exit")
                                .activator("Runtime.getRuntime().halt(7);"),
                        "exit");
        Outcome check = product.run("plugins", "check", site);
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out())
                .containsPattern("hostile.exit +failed +it ended its process with exit code 7");
    }

    @Test
    void aTrialThatDoesNotEndIsStopped() throws Exception {
        assumeTrue(Boolean.getBoolean("theoria.slow"), "starts the product often: verify --slow");
        Path site =
                site(
                        new HostileBundle("hostile.hang")
                                .study("Hang", "hostile.hang", "", "while (true) {}"),
                        "hang");
        Outcome check = product.run("plugins", "check", site, "--limit", 15);
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out())
                .containsPattern(
                        "hostile.hang +a dense network +failed +it had not ended after 15 s");
        assertThat(product.state()).isEqualTo(before);
    }
}

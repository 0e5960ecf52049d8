package theoria.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.tests.product.Jdks;
import theoria.tests.product.Product.Outcome;
import theoria.tests.product.ProductWithTests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The example plug-in comes and goes by the wizard of the window, on a copy of the product. */
class WizardTest {
    private static final String SITE = "theoria.tests.site";

    @TempDir private Path folder;

    @BeforeEach
    void requireAWindow() {
        assumeTrue(System.getenv("DISPLAY") != null, "no display");
        assumeTrue(System.getProperty("theoria.tests.bundle") != null, "no bundle of the tests");
    }

    @Test
    void installsRunsRemovesAndIsOfferedByEverySite() throws Exception {
        ProductCopy product = new ProductCopy(folder);
        Map<String, String> before = product.state();
        Outcome studies = product.run("studies");
        train(product);
        Path site = Sites.example();
        start(product, "Wizard", Map.of(SITE, site.toUri().toString()));
        assertThat(product.run("plugins", "list").out()).contains(Sites.EXAMPLE, Sites.STUDY);
        start(product, "PluginStudy", Map.of());
        assertThat(product.state()).isEqualTo(before);
        assertThat(product.run("plugins", "list").out()).isEmpty();
        assertThat(product.run("studies")).isEqualTo(studies);
        Path zip = Sites.zip(site, folder.resolve("site.zip"));
        try (HttpsSite server = new HttpsSite(site, folder.resolve("keys.p12"))) {
            Map<String, String> properties = new TreeMap<>(server.trust());
            properties.put(SITE + ".zip", "jar:" + zip.toUri() + "!/");
            properties.put(SITE + ".https", server.address());
            start(product, "PluginGone", properties);
        }
        assertThat(product.state()).isEqualTo(before);
    }

    private static void train(ProductCopy product) throws IOException, InterruptedException {
        String data = "synthdigits?train=200&test=50";
        Outcome trained =
                product.run(
                        "train", "mlp:1024-8-10", "--data", data, "--epochs", 1, "--name", "small");
        assertThat(trained.code()).as(trained.err()).isZero();
    }

    /** One start of the window, in which one class of tests must succeed. */
    private void start(ProductCopy product, String tests, Map<String, String> properties)
            throws IOException, InterruptedException {
        ProductWithTests window = ProductWithTests.within(product.product());
        properties.forEach(window::property);
        Path report = folder.resolve(tests + ".txt");
        Outcome outcome =
                window.run(
                        Jdks.own(),
                        folder.resolve("workspace"),
                        report,
                        Path.of(System.getProperty("theoria.tests.screenshots"), "wizard"),
                        List.of("theoria.tests.window." + tests));
        window.takeOut();
        assertThat(report).as(outcome.err()).exists();
        assertThat(Files.readAllLines(report))
                .isNotEmpty()
                .allMatch(line -> line.split("\t")[1].equals("SUCCESSFUL"));
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }
}

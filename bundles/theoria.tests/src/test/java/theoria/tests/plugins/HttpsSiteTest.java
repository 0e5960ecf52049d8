package theoria.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.tests.product.Product.Outcome;

import java.nio.file.Path;
import java.util.stream.Collectors;

/** A site on a server of one's own, whose certificate only a trust store of one's own knows. */
class HttpsSiteTest {
    @TempDir Path folder;

    @Test
    void installsFromAServerWhoseCertificateIsTrusted() throws Exception {
        ProductCopy product = new ProductCopy(folder);
        try (HttpsSite site = new HttpsSite(Sites.example(), folder.resolve("keys.p12"))) {
            String url = site.address();
            Outcome refused = product.run("plugins", "install", url, "--dry-run");
            assertThat(refused.code()).isEqualTo(3);
            assertThat(refused.err()).contains("certificate").contains("not trusted");
            product.environment(
                    "JAVA_TOOL_OPTIONS",
                    site.trust().entrySet().stream()
                            .map(one -> "-D" + one.getKey() + "=" + one.getValue())
                            .collect(Collectors.joining(" ")));
            Outcome installed = product.run("plugins", "install", url);
            assertThat(installed.code()).as(installed.err()).isZero();
            assertThat(product.run("plugins", "list").out()).contains(Sites.EXAMPLE);
        }
    }
}

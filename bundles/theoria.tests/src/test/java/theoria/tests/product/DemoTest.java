package theoria.tests.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.tests.product.Product.Outcome;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The main job, through the product, on the oldest and the newest Java. */
class DemoTest {
    @TempDir private Path folder;

    @Test
    void theDemoTrainsRegistersAndReports() throws Exception {
        check(Jdks.own());
    }

    @Test
    void theDemoRunsOnJava25() throws Exception {
        Optional<Path> jdk = Jdks.twentyFive();
        assumeTrue(jdk.isPresent(), "no Java 25 found");
        check(jdk.orElseThrow());
    }

    private void check(Path jdk) throws Exception {
        Path out = folder.resolve("out");
        Outcome demo = run(jdk, "demo", "-o", out.toString(), "--quiet");
        assertThat(demo.err()).isEmpty();
        assertThat(demo.code()).isZero();
        assertThat(demo.out()).contains("inspection.evaluation").contains("landscape.surface");
        try (InputStream in = Files.newInputStream(out.resolve("report.xlsx"));
                XSSFWorkbook book = new XSSFWorkbook(in)) {
            assertThat(book.getSheetAt(0).getSheetName()).isEqualTo("Cover");
            assertThat(book.getNumberOfSheets()).isGreaterThan(9);
        }
        assertThat(Files.readString(out.resolve("report.html"))).contains("data:image/png;base64");
        assertThat(run(jdk, "show", "digits-lenet:1", "--json").out()).contains("61706");
        Outcome verified = run(jdk, "verify-report", out.resolve("report.xlsx").toString());
        assertThat(verified.out()).contains("every number holds");
        assertThat(verified.code()).isZero();
        assertThat(run(jdk, "registry", "check").out()).contains("all well");
    }

    private Outcome run(Path jdk, String... arguments) throws Exception {
        Map<String, String> environment =
                Map.of("THEORIA_WORKSPACE", folder.resolve("workspace").toString());
        return Product.require().run(jdk, environment, List.of(arguments));
    }
}

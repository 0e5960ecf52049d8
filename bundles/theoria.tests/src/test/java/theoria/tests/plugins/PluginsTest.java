package theoria.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import theoria.tests.product.Product.Outcome;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The example plug-in comes to a copy of the product, works there, and goes without a trace. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PluginsTest {
    private Path folder;
    private ProductCopy product;
    private Map<String, String> before;
    private String studies;

    @BeforeAll
    void copyTheProduct(@TempDir Path temporary) throws Exception {
        folder = temporary;
        product = new ProductCopy(folder);
        before = product.state();
        studies = product.run("studies").out();
    }

    @Test
    void installsFromAFolderRunsExportsAndRemoves() throws Exception {
        Outcome installed = product.run("plugins", "install", Sites.example());
        assertThat(installed.code()).as(installed.err()).isZero();
        assertThat(installed.out())
                .contains("added plug-in Theoria Examples 1.0.0")
                .containsPattern(
                        Sites.STUDY + " +a network with batch norm +fine +written as .*xlsx");
        assertThat(installed.err()).contains("is not signed");
        Outcome list = product.run("plugins", "list");
        assertThat(list.out()).contains(Sites.EXAMPLE, Sites.STUDY, "Polar");
        runsAndWritesAWorkbook();
        Outcome again = product.run("plugins", "install", Sites.example());
        assertThat(again.code()).isZero();
        assertThat(again.err()).contains("is installed already");
        removes();
    }

    private void runsAndWritesAWorkbook() throws Exception {
        Outcome trained =
                product.run(
                        "train",
                        "mlp:1024-8-10",
                        "--data",
                        "synthdigits?train=200&test=50",
                        "--epochs",
                        1,
                        "--name",
                        "small");
        assertThat(trained.code()).as(trained.err()).isZero();
        Path workbook = folder.resolve("gaussian.xlsx");
        Outcome run = product.run("run", Sites.STUDY, "--model", "small", "-o", workbook);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("largest_kurtosis", "wrote " + workbook);
        try (InputStream in = Files.newInputStream(workbook);
                XSSFWorkbook book = new XSSFWorkbook(in)) {
            assertThat(numbersUnder(book, "excess kurtosis")).isEqualTo(2);
        }
    }

    /** How many numbers stand under a heading, wherever it is. */
    private static int numbersUnder(XSSFWorkbook book, String heading) {
        for (Sheet sheet : book) {
            for (Row row : sheet) {
                for (org.apache.poi.ss.usermodel.Cell cell : row) {
                    if (cell.toString().equals(heading)) {
                        int count = 0;
                        Row below = sheet.getRow(row.getRowNum() + 1);
                        while (below != null && below.getCell(cell.getColumnIndex()) != null) {
                            below.getCell(cell.getColumnIndex()).getNumericCellValue();
                            count++;
                            below = sheet.getRow(below.getRowNum() + 1);
                        }
                        return count;
                    }
                }
            }
        }
        return 0;
    }

    private void removes() throws IOException, InterruptedException {
        Outcome removed = product.run("plugins", "remove", Sites.EXAMPLE);
        assertThat(removed.code()).as(removed.err()).isZero();
        assertThat(removed.out()).contains("removed plug-in Theoria Examples");
        assertThat(product.state()).isEqualTo(before);
        assertThat(product.run("studies")).isEqualTo(new Outcome(0, studies, ""));
        assertThat(product.run("plugins", "list").out()).isEmpty();
    }

    @Test
    void worksOnTheProfileOfTheDirector() throws Exception {
        assumeTrue(Boolean.getBoolean("theoria.slow"), "starts the product often: verify --slow");
        Outcome director =
                product.application(
                        "org.eclipse.equinox.p2.director",
                        List.of(
                                "-repository",
                                Sites.example().toUri().toString(),
                                "-installIU",
                                Sites.EXAMPLE + ".feature.group"));
        assertThat(director.code()).as(director.out() + director.err()).isZero();
        assertThat(product.run("plugins", "list").out()).contains(Sites.EXAMPLE, Sites.STUDY);
        removes();
    }

    @Test
    void saysWhatWouldChangeAndChangesNothing() throws Exception {
        Path zip = Sites.zip(Sites.example(), folder.resolve("example site.zip"));
        Outcome dry = product.run("plugins", "install", zip, "--dry-run");
        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(dry.out())
                .contains("would add plug-in Theoria Examples 1.0.0")
                .contains("would add bundle Theoria Example Plug-in 1.0.0");
        assertThat(dry.err()).isEqualTo("theoria: nothing was changed\n");
        assertThat(product.state()).isEqualTo(before);
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        Path site =
                Sites.edited(
                        Sites.example(),
                        folder.resolve("newer"),
                        "name='theoria.core.study' range='[1.0.0,2.0.0)'",
                        "name='theoria.core.study' range='[2.0.0,3.0.0)'");
        Outcome outcome = product.run("plugins", "install", site, "--dry-run");
        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err())
                .hasLineCount(1)
                .contains("Theoria Examples")
                .contains(
                        "Theoria Example Plug-in 1.0.0 needs theoria.core.study 2.0.0 or newer, but"
                                + " older than 3.0.0; this product has 1.0.0");
    }

    @Test
    void refusesWhatIsNoSiteInOneSentence() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        refused(2, "not encrypted", "http://localhost/site");
        refused(3, "is not there", folder.resolve("nowhere"));
        refused(3, "holds no content.xml", empty);
        refused(3, "cannot be read as a site", Files.writeString(folder.resolve("a.zip"), "no"));
        Outcome unknown = product.run("plugins", "install", Sites.example(), "no.such.id");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("it offers " + Sites.EXAMPLE).hasLineCount(1);
        Outcome own = product.run("plugins", "remove", "theoria.studies.feature");
        assertThat(own.code()).isEqualTo(2);
        assertThat(own.err()).contains("not a plug-in").hasLineCount(1);
    }

    private void refused(int code, String words, Object site)
            throws IOException, InterruptedException {
        Outcome outcome = product.run("plugins", "check", site);
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.err()).contains(words).hasLineCount(1);
    }
}

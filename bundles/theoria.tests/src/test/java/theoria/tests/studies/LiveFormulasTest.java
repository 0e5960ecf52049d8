package theoria.tests.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.study.Run;
import theoria.core.study.report.Report;
import theoria.core.study.result.Result;
import theoria.draw.Formulas;
import theoria.report.xlsx.XlsxWriter;
import theoria.runtime.catalogue.StudyEntry;
import theoria.tests.support.BuiltIn;
import theoria.tests.support.SmallNetworks;

import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What studies say of their numbers and formulas is true in a workbook and can be painted. */
class LiveFormulasTest {
    private static final BuiltIn CATALOGUE = new BuiltIn();

    @TempDir Path folder;

    @TestFactory
    Stream<DynamicTest> everyStudysFormulaCanBePainted() {
        return CATALOGUE.studies().stream()
                .map(study -> study.study().descriptor())
                .map(
                        study ->
                                DynamicTest.dynamicTest(
                                        study.id(),
                                        () ->
                                                assertThatCode(
                                                                () ->
                                                                        Formulas.image(
                                                                                study.formula(),
                                                                                15,
                                                                                Color.BLACK))
                                                        .doesNotThrowAnyException()));
    }

    @TestFactory
    Stream<DynamicTest> everyDerivedNumberIsWhatItsFormulaGives() {
        return CATALOGUE.studies().stream()
                .flatMap(
                        study ->
                                SmallNetworks.all().keySet().stream()
                                        .map(
                                                network ->
                                                        DynamicTest.dynamicTest(
                                                                study.id() + " on " + network,
                                                                () -> check(study, network))));
    }

    private void check(StudyEntry study, String network) throws Exception {
        Run run = EveryStudyTest.runIfItCan(study, SmallNetworks.all().get(network)).orElse(null);
        if (run == null) {
            return;
        }
        Path file = folder.resolve("r.xlsx");
        new XlsxWriter().write(new Report("r", List.of(run)), file);
        Result result = run.result();
        try (XSSFWorkbook workbook = new XSSFWorkbook(file.toFile())) {
            for (String key : result.derivations().keySet()) {
                double stored = result.scalars().get(key);
                if (Double.isFinite(stored)) {
                    Cell cell = named(workbook, "run1_" + key + "_");
                    assertThat(cell.getCellType()).as(key).isEqualTo(CellType.FORMULA);
                    assertThat(cell.getNumericCellValue())
                            .as(key)
                            .isCloseTo(stored, within(1e-12 * Math.abs(stored)));
                }
            }
        }
    }

    private static Cell named(XSSFWorkbook workbook, String name) {
        CellReference at = new CellReference(workbook.getName(name).getRefersToFormula());
        return workbook.getSheet(at.getSheetName()).getRow(at.getRow()).getCell(at.getCol());
    }
}

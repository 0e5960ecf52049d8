package theoria.report.xlsx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.load.FormatException;
import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.report.Report;
import theoria.core.study.report.ReportVerifier;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Column;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.Derivation;
import theoria.core.study.result.Result;
import theoria.core.study.result.Series;
import theoria.core.study.result.Surface;
import theoria.core.study.result.Table;
import theoria.core.study.result.Verdict;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class XlsxTest {
    @TempDir Path folder;

    private static Report report(Result result) {
        StudyDescriptor study = StudyDescriptor.builder("test.study", "Study", "Test").build();
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("study", "test.study");
        origin.put("model", "net");
        origin.put("model_hash", "abc");
        origin.put("parameter.grid", "11");
        origin.put("seed", "7");
        return new Report("Title", List.of(new Run("id", study, result, new Provenance(origin))));
    }

    private static Composite result() {
        double[] t = {0, 1, 2};
        return Composite.builder("All")
                .caption("=HYPERLINK(\"x\")")
                .scalar("loss", 0.25)
                .scalar("loss_test", 0.75)
                .scalar("nothing", Double.NaN)
                .verdict(Verdict.atMost("small", "x", 0.25, 0.5, 0))
                .part(
                        "line",
                        Curves.builder("Line", Axis.of("t"), Axis.of("loss"))
                                .series(Series.line("a", t, new double[] {3, 2, 1}))
                                .build())
                .part(
                        "plane",
                        Surface.builder("Plane", Axis.of("x"), t, Axis.of("y"), t)
                                .layer(
                                        "loss",
                                        Axis.of("loss"),
                                        new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9})
                                .build())
                .part(
                        "words",
                        Table.builder("Words")
                                .column(Column.text("name", "=1+1", "b"))
                                .column(Column.fractions("share", 0.5, 0.25))
                                .build())
                .build();
    }

    private Path write(Report report) throws Exception {
        Path file = folder.resolve("r.xlsx");
        new XlsxWriter().write(report, file);
        return file;
    }

    private static XSSFWorkbook open(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return new XSSFWorkbook(in);
        }
    }

    private static Cell find(Sheet sheet, String label) {
        for (Row row : sheet) {
            Cell cell = row.getCell(0);
            if (cell != null && cell.toString().startsWith(label)) {
                return row.getCell(1);
            }
        }
        throw new AssertionError("no line '" + label + "'");
    }

    @Test
    void theGapIsALiveFormulaAndClaimsAreToo() throws Exception {
        try (XSSFWorkbook workbook = open(write(report(result())))) {
            Sheet sheet = workbook.getSheet("1 Study");
            Cell gap = find(sheet, "loss gap");
            assertThat(gap.getCellFormula()).matches("B\\d+-B\\d+");
            assertThat(gap.getNumericCellValue()).isEqualTo(0.5);
            Cell claim = find(sheet, "small").getRow().getCell(5);
            assertThat(claim.getCellType()).isEqualTo(CellType.FORMULA);
            assertThat(claim.getBooleanCellValue()).isTrue();
        }
    }

    @Test
    void chartsStandOnCellRanges() throws Exception {
        try (XSSFWorkbook workbook = open(write(report(result())))) {
            XSSFSheet sheet = workbook.getSheet("1 Study");
            List<XSSFChart> charts = sheet.getDrawingPatriarch().getCharts();
            assertThat(charts).hasSize(2);
            String line = charts.get(0).getCTChart().toString();
            assertThat(line).contains("scatterChart").contains("'1 line curves'!$B$2:$B$4");
            String plane = charts.get(1).getCTChart().toString();
            assertThat(plane).contains("surface3DChart").contains("'1 loss'!$B$2:$D$2");
            assertThat(workbook.getAllPictures()).hasSize(1);
            assertThat(workbook.getSheet("1 loss").getRow(3).getCell(2).getNumericCellValue())
                    .isEqualTo(8);
        }
    }

    @Test
    void aBandBecomesErrorBarsOnLiveDistances() throws Exception {
        double[] t = {0, 1};
        Series series =
                new Series(
                        "risk",
                        Series.Style.LINE,
                        t,
                        new double[] {2, 3},
                        new double[] {1.5, 2},
                        new double[] {3, 5});
        Curves curves =
                Curves.builder("Risk", Axis.of("t"), Axis.of("risk")).series(series).build();
        try (XSSFWorkbook workbook = open(write(report(curves)))) {
            XSSFSheet data = workbook.getSheetAt(2);
            assertThat(data.getRow(0).getCell(5).toString()).isEqualTo("risk -");
            assertThat(data.getRow(2).getCell(5).getCellFormula()).isEqualTo("B3-C3");
            assertThat(data.getRow(2).getCell(5).getNumericCellValue()).isEqualTo(1);
            assertThat(data.getRow(2).getCell(6).getNumericCellValue()).isEqualTo(2);
            String chart =
                    workbook.getSheet("1 Study")
                            .getDrawingPatriarch()
                            .getCharts()
                            .get(0)
                            .getCTChart()
                            .toString();
            assertThat(chart).contains("errBars").contains("$F$2:$F$3").contains("$G$2:$G$3");
            assertThat(chart.split("<c:ser>")).as("the band's ends are no curves").hasSize(2);
        }
    }

    @Test
    void wordsAreNeverFormulasAndNamesPointAtNumbers() throws Exception {
        try (XSSFWorkbook workbook = open(write(report(result())))) {
            Cell word = workbook.getSheet("1 words").getRow(1).getCell(0);
            assertThat(word.getCellType()).isEqualTo(CellType.STRING);
            assertThat(workbook.getName("run1_loss_").getRefersToFormula())
                    .startsWith("'1 Study'!$B$");
            assertThat(find(workbook.getSheet("1 Study"), "nothing").toString()).isEqualTo("NaN");
        }
    }

    @Test
    void anUntouchedWorkbookHoldsAndATamperedNumberIsFound() throws Exception {
        Report report = report(result());
        Path file = write(report);
        byte[] before = Files.readAllBytes(file);
        XlsxVerifier verifier = new XlsxVerifier();
        assertThat(verifier.runs(file).get(0).entries()).containsEntry("seed", "7");
        ReportVerifier.Comparison fine = verifier.compare(file, report, folder, 0);
        assertThat(fine.drifts()).isEmpty();
        assertThat(fine.numbers()).isGreaterThan(20);
        assertThat(fine.formulas()).isEqualTo(2);
        assertThat(Files.readAllBytes(file)).as("verifying only reads").isEqualTo(before);
        try (XSSFWorkbook workbook = open(file)) {
            find(workbook.getSheet("1 Study"), "loss").setCellValue(0.26);
            try (OutputStream out = Files.newOutputStream(file)) {
                workbook.write(out);
            }
        }
        ReportVerifier.Comparison tampered = verifier.compare(file, report, folder, 0);
        assertThat(tampered.drifts())
                .anySatisfy(
                        drift -> {
                            assertThat(drift.cell()).startsWith("'1 Study'!B");
                            assertThat(drift.stored()).isEqualTo("0.26");
                            assertThat(drift.recomputed()).isEqualTo("0.25");
                        });
    }

    @Test
    void theCoverNamesWhatWasComputedFromWhatAndLinksToIt() throws Exception {
        try (XSSFWorkbook workbook = open(write(report(result())))) {
            Sheet cover = workbook.getSheet("Cover");
            Row run = find(cover, "1").getRow();
            assertThat(run.getCell(3).toString()).isEqualTo("grid=11");
            assertThat(run.getCell(1).getHyperlink().getAddress()).isEqualTo("'1 Study'!A1");
            assertThat(cover.getRow(7).getCell(1).toString()).isEqualTo("net");
            assertThat(cover.getRow(7).getCell(2).toString()).isEqualTo("abc");
        }
    }

    @Test
    void everySheetPrintsOnePageWide() throws Exception {
        try (XSSFWorkbook workbook = open(write(report(result())))) {
            for (Sheet sheet : workbook) {
                assertThat(sheet.getFitToPage()).as(sheet.getSheetName()).isTrue();
                assertThat(sheet.getPrintSetup().getFitWidth()).isEqualTo((short) 1);
                assertThat(sheet.getPrintSetup().getFitHeight()).isEqualTo((short) 0);
            }
            assertThat(workbook.getSheet("1 words").getRepeatingRows().formatAsString())
                    .isEqualTo("1:1");
        }
    }

    @Test
    void aFileThatAnotherProgramSavedIsComparedToFifteenDigits() throws Exception {
        Report report = report(Composite.builder("Third").scalar("third", 1.0 / 3).build());
        Path file = write(report);
        for (double value : new double[] {0.333333333333333, 0.3333333333}) {
            try (XSSFWorkbook workbook = open(file)) {
                find(workbook.getSheet("1 Study"), "third").setCellValue(value);
                workbook.getProperties().getExtendedProperties().setApplication("Calculator");
                try (OutputStream out = Files.newOutputStream(file)) {
                    workbook.write(out);
                }
            }
            ReportVerifier.Comparison comparison =
                    new XlsxVerifier().compare(file, report, folder, 0);
            assertThat(comparison.remarks()).singleElement().asString().contains("Calculator");
            assertThat(comparison.drifts()).hasSize(value == 0.333333333333333 ? 0 : 1);
        }
    }

    @Test
    void aTamperedCoverIsFound() throws Exception {
        Report report = report(result());
        Path file = write(report);
        try (XSSFWorkbook workbook = open(file)) {
            find(workbook.getSheet("Cover"), "1").getRow().getCell(5).setCellValue("8");
            try (OutputStream out = Files.newOutputStream(file)) {
                workbook.write(out);
            }
        }
        assertThat(new XlsxVerifier().compare(file, report, folder, 0).drifts())
                .singleElement()
                .satisfies(drift -> assertThat(drift.cell()).isEqualTo("'Cover'!F5"));
    }

    @Test
    void derivedNumbersAreLiveFormulas() throws Exception {
        Composite derived =
                Composite.builder("Derived")
                        .scalar("right", 3)
                        .scalar("count", 4)
                        .derived("accuracy", 0.75, Derivation.ratio("right", "count"))
                        .derived("wrong", 1, Derivation.difference("count", "right"))
                        .derived("total", 6, Derivation.sum("words.x", "n"))
                        .derived("least", 1, Derivation.least("plane", "loss"))
                        .derived("broken", Double.NaN, Derivation.sum("words.x", "n"))
                        .derived("elsewhere", 5, Derivation.sum("nothing", "n"))
                        .part(
                                "words.x",
                                Table.builder("Words").column(Column.reals("n", 1, 2, 3)).build())
                        .part(
                                "plane",
                                Surface.builder(
                                                "Plane",
                                                Axis.of("x"),
                                                new double[] {0, 1},
                                                Axis.of("y"),
                                                new double[] {0, 1})
                                        .layer("loss", Axis.of("loss"), new double[] {4, 3, 2, 1})
                                        .build())
                        .build();
        try (XSSFWorkbook workbook = open(write(report(derived)))) {
            Sheet sheet = workbook.getSheet("1 Study");
            assertThat(find(sheet, "accuracy").getCellFormula()).matches("B\\d+/B\\d+");
            assertThat(find(sheet, "accuracy").getNumericCellValue()).isEqualTo(0.75);
            assertThat(find(sheet, "wrong").getNumericCellValue()).isEqualTo(1);
            assertThat(find(sheet, "total").getCellFormula())
                    .isEqualTo("SUM('1 words x'!$A$2:$A$4)");
            assertThat(find(sheet, "total").getNumericCellValue()).isEqualTo(6);
            assertThat(find(sheet, "least").getCellFormula()).isEqualTo("MIN('1 loss'!$B$2:$C$3)");
            assertThat(find(sheet, "least").getNumericCellValue()).isEqualTo(1);
            assertThat(find(sheet, "broken").toString()).as("what Excel lacks").isEqualTo("NaN");
            assertThat(find(sheet, "elsewhere").getNumericCellValue()).isEqualTo(5);
        }
    }

    @Test
    void aLargeTableIsStreamed() throws Exception {
        double[] numbers = new double[120_000];
        java.util.Arrays.setAll(numbers, i -> i + 0.5);
        Table table =
                Table.builder("Large")
                        .column(Column.reals("a", numbers))
                        .column(Column.reals("b", numbers))
                        .build();
        try (XSSFWorkbook workbook = open(write(report(table)))) {
            Sheet sheet = workbook.getSheet("1 table");
            assertThat(sheet.getLastRowNum()).isEqualTo(120_000);
            assertThat(sheet.getRow(120_000).getCell(1).getNumericCellValue()).isEqualTo(119_999.5);
        }
    }

    @Test
    void aFileThatIsNoWorkbookIsRefusedInOneSentence() throws Exception {
        Path file = folder.resolve("note.xlsx");
        Files.writeString(file, "no workbook");
        assertThatThrownBy(() -> new XlsxVerifier().runs(file))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("'note.xlsx' cannot be read as a workbook");
    }
}

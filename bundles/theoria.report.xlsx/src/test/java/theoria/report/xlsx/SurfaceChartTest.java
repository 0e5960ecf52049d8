package theoria.report.xlsx;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.SheetConditionalFormatting;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTChart;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTSurface3DChart;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTSurfaceSer;

import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.report.Report;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Surface;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The native surface chart as it lies in the file. */
class SurfaceChartTest {
    @TempDir Path folder;

    private XSSFWorkbook workbook(double[] x) throws Exception {
        double[] y = {-1, -0.3999999999999999};
        double[] z = new double[2 * x.length];
        for (int i = 0; i < z.length; i++) {
            z[i] = i;
        }
        Surface surface =
                Surface.builder("Plane", Axis.of("x"), x, Axis.of("y"), y)
                        .layer("loss", Axis.of("loss"), z)
                        .build();
        StudyDescriptor study = StudyDescriptor.builder("test.study", "Study", "Test").build();
        Provenance origin = new Provenance(Map.of("study", "test.study"));
        Path file = folder.resolve("r.xlsx");
        new XlsxWriter()
                .write(new Report("Title", List.of(new Run("id", study, surface, origin))), file);
        try (InputStream in = Files.newInputStream(file)) {
            return new XSSFWorkbook(in);
        }
    }

    private CTChart chart(double... x) throws Exception {
        try (XSSFWorkbook workbook = workbook(x)) {
            XSSFSheet sheet = workbook.getSheet("1 Study");
            return sheet.getDrawingPatriarch().getCharts().get(0).getCTChart();
        }
    }

    @Test
    void itsNumbersStandInTheFileToo() throws Exception {
        CTSurface3DChart surface = chart(-1, 0, 1).getPlotArea().getSurface3DChartArray(0);
        assertThat(surface.sizeOfSerArray()).isEqualTo(2);
        CTSurfaceSer second = surface.getSerArray(1);
        assertThat(second.getVal().getNumRef().getNumCache().getPtArray())
                .extracting(point -> Double.valueOf(point.getV()))
                .containsExactly(3.0, 4.0, 5.0);
        assertThat(second.getCat().getNumRef().getNumCache().getPtArray()).hasSize(3);
    }

    /** LibreOffice draws nothing for a series without. */
    @Test
    void everyRowHasAFillAndANameWithoutRounding() throws Exception {
        CTSurface3DChart surface = chart(-1, 0, 1).getPlotArea().getSurface3DChartArray(0);
        for (CTSurfaceSer series : surface.getSerArray()) {
            assertThat(series.getSpPr().getSolidFill().getSrgbClr().getVal()).hasSize(3);
        }
        assertThat(surface.getSerArray(1).getTx().getV()).isEqualTo("y = -0.4");
    }

    @Test
    void itIsSeenFromAbove() throws Exception {
        CTChart chart = chart(-1, 0, 1);
        assertThat(chart.getView3D().getRotX().getVal()).isEqualTo((byte) 35);
        assertThat(chart.getView3D().getRAngAx().getVal()).isFalse();
    }

    @Test
    void labelsKeepTheDigitsThatTellThemApart() throws Exception {
        assertThat(chart(-1, -0.5, 0).getPlotArea().getCatAxArray(0).getNumFmt().getFormatCode())
                .isEqualTo("0.0##");
        assertThat(chart(-1e-5, 0, 1e-5).getPlotArea().getCatAxArray(0).getNumFmt())
                .satisfies(format -> assertThat(format.getFormatCode()).isEqualTo("0.000E+00"))
                .satisfies(format -> assertThat(format.getSourceLinked()).isFalse());
    }

    @Test
    void darkCellsOfTheGridHaveWhiteDigits() throws Exception {
        try (XSSFWorkbook workbook = workbook(new double[] {-1, 0, 1})) {
            SheetConditionalFormatting formatting =
                    workbook.getSheet("1 loss").getSheetConditionalFormatting();
            assertThat(formatting.getNumConditionalFormattings()).isEqualTo(1);
            assertThat(formatting.getConditionalFormattingAt(0).getRule(0))
                    .satisfies(rule -> assertThat(rule.getColorScaleFormatting()).isNotNull());
            assertThat(formatting.getConditionalFormattingAt(0).getRule(1))
                    .satisfies(
                            rule -> {
                                assertThat(rule.getFormula1()).isEqualTo("0.0");
                                assertThat(rule.getFormula2()).isEqualTo("3.0");
                                assertThat(rule.getFontFormatting().getFontColorIndex())
                                        .isEqualTo(IndexedColors.WHITE.getIndex());
                            });
        }
    }
}

package theoria.report.xlsx.internal;

import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xddf.usermodel.XDDFColor;
import org.apache.poi.xddf.usermodel.XDDFLineProperties;
import org.apache.poi.xddf.usermodel.XDDFSolidFillProperties;
import org.apache.poi.xddf.usermodel.chart.AxisCrosses;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.BarDirection;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.LegendPosition;
import org.apache.poi.xddf.usermodel.chart.MarkerStyle;
import org.apache.poi.xddf.usermodel.chart.ScatterStyle;
import org.apache.poi.xddf.usermodel.chart.XDDFBarChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFCategoryAxis;
import org.apache.poi.xddf.usermodel.chart.XDDFChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xddf.usermodel.chart.XDDFNumericalDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFScatterChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFValueAxis;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTCatAx;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTPlotArea;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTValAx;

import theoria.core.study.result.Column;
import theoria.core.study.result.Curves;
import theoria.core.study.result.Series;
import theoria.core.study.result.Table;

import java.util.List;

/** Native charts on the ranges of table sheets. */
final class Charts {
    /** First column of charts and pictures. */
    static final int COLUMN = 7;

    private static final int WIDTH = 8;
    private static final int HEIGHT = 20;

    /** The colours of theoria.draw. */
    private static final byte[][] COLOURS = {
        {0x00, 0x72, (byte) 0xB2},
        {(byte) 0xD5, 0x5E, 0x00},
        {0x00, (byte) 0x9E, 0x73},
        {(byte) 0xCC, 0x79, (byte) 0xA7},
        {(byte) 0xE6, (byte) 0x9F, 0x00}
    };

    /** Excel draws at most 255 series in one chart. */
    static final int MOST_SERIES = 255;

    private Charts() {}

    /** Where the next chart or picture of a sheet goes. */
    static XSSFClientAnchor anchor(int row) {
        return new XSSFClientAnchor(0, 0, 0, 0, COLUMN, row, COLUMN + WIDTH, row + HEIGHT);
    }

    /** Rows a chart covers, with a free one below. */
    static int rows() {
        return HEIGHT + 1;
    }

    static XSSFChart chart(XSSFSheet sheet, int row, String title) {
        XSSFDrawing drawing = sheet.createDrawingPatriarch();
        XSSFChart chart = drawing.createChart(anchor(row));
        chart.setTitleText(title);
        chart.setTitleOverlay(false);
        return chart;
    }

    /** The numbers of a column of a table on a sheet. */
    static XDDFNumericalDataSource<Double> column(XSSFSheet data, int column, int rows) {
        return XDDFDataSourcesFactory.fromNumericCellRange(
                data, new CellRangeAddress(1, rows, column, column));
    }

    /** A chart of curves whose table lies on a sheet: scatter lines, or bars of a histogram. */
    static void curves(
            XSSFSheet on,
            int row,
            Curves curves,
            String title,
            Table table,
            XSSFSheet data,
            ErrorBars bands) {
        boolean bars = curves.series().get(0).style() == Series.Style.BARS;
        XSSFChart chart = chart(on, row, title);
        XDDFChartData chartData;
        if (bars) {
            XDDFCategoryAxis bottom = chart.createCategoryAxis(AxisPosition.BOTTOM);
            bottom.setTitle(curves.x().label());
            bottom.setNumberFormat("0.0##"); // the sheet's six digits are too many here
            XDDFValueAxis left = chart.createValueAxis(AxisPosition.LEFT);
            left.setTitle(curves.y().label());
            left.setCrosses(AxisCrosses.AUTO_ZERO);
            XDDFBarChartData barData =
                    (XDDFBarChartData) chart.createData(ChartTypes.BAR, bottom, left);
            barData.setBarDirection(BarDirection.COL);
            barData.setGapWidth(10);
            chartData = barData;
        } else {
            XDDFValueAxis bottom = chart.createValueAxis(AxisPosition.BOTTOM);
            bottom.setTitle(curves.x().label());
            XDDFValueAxis left = chart.createValueAxis(AxisPosition.LEFT);
            left.setTitle(curves.y().label());
            left.setCrosses(AxisCrosses.MIN);
            bottom.setCrosses(AxisCrosses.MIN);
            XDDFScatterChartData scatter =
                    (XDDFScatterChartData) chart.createData(ChartTypes.SCATTER, bottom, left);
            scatter.setStyle(ScatterStyle.LINE);
            chartData = scatter;
        }
        addSeries(chartData, table, data, bars ? 2 : 1, bands);
        if (table.columns().size() > (bars ? 3 : 2)) {
            chart.getOrAddLegend().setPosition(LegendPosition.BOTTOM);
        }
        chart.plot(chartData);
        keepFormats(chart);
    }

    /** POI links a number format to that of the cells, which then counts instead of it. */
    static void keepFormats(XSSFChart chart) {
        CTPlotArea area = chart.getCTChart().getPlotArea();
        for (CTCatAx axis : area.getCatAxArray()) {
            if (axis.isSetNumFmt()) {
                axis.getNumFmt().setSourceLinked(false);
            }
        }
        for (CTValAx axis : area.getValAxArray()) {
            if (axis.isSetNumFmt()) {
                axis.getNumFmt().setSourceLinked(false);
            }
        }
    }

    private static void addSeries(
            XDDFChartData chartData,
            Table table,
            XSSFSheet data,
            int firstColumn,
            ErrorBars bands) {
        List<Column> columns = table.columns();
        XDDFNumericalDataSource<Double> x = column(data, 0, table.rows());
        int colours = 0;
        for (int c = firstColumn; c < Math.min(columns.size(), MOST_SERIES); c++) {
            if (bands.isEnd(c)) {
                continue;
            }
            XDDFChartData.Series series = chartData.addSeries(x, column(data, c, table.rows()));
            series.setTitle(columns.get(c).title(), null);
            byte[] colour = COLOURS[colours++ % COLOURS.length];
            if (series instanceof XDDFBarChartData.Series) {
                series.setFillProperties(new XDDFSolidFillProperties(XDDFColor.from(colour)));
            }
            if (series instanceof XDDFScatterChartData.Series) {
                XDDFScatterChartData.Series line = (XDDFScatterChartData.Series) series;
                line.setSmooth(false);
                line.setMarkerStyle(MarkerStyle.NONE);
                XDDFLineProperties stroke =
                        new XDDFLineProperties(new XDDFSolidFillProperties(XDDFColor.from(colour)));
                stroke.setWidth(1.5);
                line.setLineProperties(stroke);
                bands.add(line, c);
            }
        }
    }
}

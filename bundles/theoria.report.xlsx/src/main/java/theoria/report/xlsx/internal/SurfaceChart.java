package theoria.report.xlsx.internal;

import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xddf.usermodel.XDDFColor;
import org.apache.poi.xddf.usermodel.XDDFSolidFillProperties;
import org.apache.poi.xddf.usermodel.chart.AxisCrosses;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.XDDFCategoryAxis;
import org.apache.poi.xddf.usermodel.chart.XDDFChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xddf.usermodel.chart.XDDFNumericalDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFSeriesAxis;
import org.apache.poi.xddf.usermodel.chart.XDDFSurface3DChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFValueAxis;
import org.apache.poi.xddf.usermodel.chart.XDDFView3D;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFSheet;

import theoria.core.study.result.Surface;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A native surface chart of a grid that lies on a sheet, a series per row of it. Excel colours it
 * by height and ignores the fill of a series; LibreOffice, which has no surface charts, draws
 * columns instead, and none at all where a series has no fill.
 */
final class SurfaceChart {
    private static final int MOST_SERIES = Charts.MOST_SERIES;

    /** Steps from which three digits behind the point tell neighbours apart. */
    private static final double COARSE = 1e-3;

    /** Digits of a row's name, too few for the rounding of its coordinate. */
    private static final MathContext DIGITS = new MathContext(6);

    /** Colours of the first row and of the last, from viridis; rows tell apart what is behind. */
    private static final int[] LOW = {0x44, 0x01, 0x54};

    private static final int[] HIGH = {0x35, 0xB7, 0x79};

    private SurfaceChart() {}

    /** Adds the chart and gives back the step: every how many rows of the grid it shows. */
    static int add(XSSFSheet on, int row, Surface surface, XSSFSheet data) {
        int step = (surface.y().length + MOST_SERIES - 1) / MOST_SERIES;
        int columns = surface.x().length;
        XSSFChart chart = Charts.chart(on, row, surface.title());
        turn(chart.getOrAddView3D());
        XDDFSurface3DChartData chartData = axes(chart, surface);
        XDDFNumericalDataSource<Double> x =
                XDDFDataSourcesFactory.fromNumericCellRange(
                        data, new CellRangeAddress(0, 0, 1, columns));
        for (int r = 0; r < surface.y().length; r += step) {
            XDDFNumericalDataSource<Double> z =
                    XDDFDataSourcesFactory.fromNumericCellRange(
                            data, new CellRangeAddress(r + 1, r + 1, 1, columns));
            XDDFChartData.Series series = chartData.addSeries(x, z);
            series.setTitle("y = " + words(surface.y()[r]), null);
            series.setFillProperties(
                    new XDDFSolidFillProperties(
                            XDDFColor.from(colour((double) r / surface.y().length))));
        }
        chart.plot(chartData);
        Charts.keepFormats(chart);
        return step;
    }

    /** From above, so that the first rows hide less; without a view one may look along an axis. */
    private static void turn(XDDFView3D view) {
        view.setXRotationAngle((byte) 35);
        view.setYRotationAngle(20);
        view.setRightAngleAxes(false);
        view.setPerspectiveAngle((short) 30);
    }

    private static XDDFSurface3DChartData axes(XSSFChart chart, Surface surface) {
        XDDFCategoryAxis bottom = chart.createCategoryAxis(AxisPosition.BOTTOM);
        bottom.setTitle(surface.xAxis().label());
        // else the format of the first cell, which may be that of whole numbers, rounds all labels
        bottom.setNumberFormat(format(surface.x()));
        XDDFValueAxis left = chart.createValueAxis(AxisPosition.LEFT);
        left.setTitle(surface.layers().get(0).axis().label());
        left.setNumberFormat("General");
        left.setCrosses(AxisCrosses.AUTO_ZERO);
        XDDFSeriesAxis depth = chart.createSeriesAxis(AxisPosition.BOTTOM);
        depth.setTitle(surface.yAxis().label());
        depth.crossAxis(left);
        bottom.crossAxis(left);
        left.crossAxis(bottom);
        XDDFSurface3DChartData chartData =
                (XDDFSurface3DChartData) chart.createData(ChartTypes.SURFACE3D, bottom, left);
        chartData.defineSeriesAxis(depth);
        return chartData;
    }

    /** A format with which neighbours have labels of their own. */
    private static String format(double[] x) {
        double step = x.length > 1 ? Math.abs(x[x.length - 1] - x[0]) / (x.length - 1) : 1;
        return step >= COARSE ? "0.0##" : "0.000E+00";
    }

    private static String words(double y) {
        return Double.isFinite(y)
                ? Double.toString(new BigDecimal(y).round(DIGITS).doubleValue())
                : Double.toString(y);
    }

    private static byte[] colour(double share) {
        byte[] rgb = new byte[LOW.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.round(LOW[i] + share * (HIGH[i] - LOW[i]));
        }
        return rgb;
    }
}

package theoria.report.xlsx.internal;

import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xddf.usermodel.chart.XDDFScatterChartData;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTErrBars;
import org.openxmlformats.schemas.drawingml.x2006.chart.STErrBarType;
import org.openxmlformats.schemas.drawingml.x2006.chart.STErrDir;
import org.openxmlformats.schemas.drawingml.x2006.chart.STErrValType;

import theoria.core.study.result.Column;
import theoria.core.study.result.Table;

import java.util.List;
import java.util.Objects;

/**
 * The uncertainty of a curve in a workbook. The table of a curve {@code c} with a band has the
 * columns {@code c}, {@code c lower}, {@code c upper}; Excel draws error bars from distances, which
 * stand beside the table as live formulas, upper - c and c - lower.
 */
final class ErrorBars {
    private static final String LOWER = " lower";
    private static final String UPPER = " upper";

    private final Table table;
    private final XSSFSheet data;
    private final Styles styles;
    private int next;

    /** The bands of a table that lies on a sheet. */
    ErrorBars(Table table, XSSFSheet data, Styles styles) {
        this.table = table;
        this.data = data;
        this.styles = styles;
        this.next = table.columns().size() + 1;
    }

    /** Whether a column is one end of the band of the curve before it. */
    boolean isEnd(int column) {
        return column > 0 && hasBand(column - 1) || column > 1 && hasBand(column - 2);
    }

    /** Whether the two columns after this one are its band. */
    boolean hasBand(int column) {
        List<Column> columns = table.columns();
        String title = columns.get(column).title();
        return column + 2 < columns.size()
                && columns.get(column + 1).title().equals(title + LOWER)
                && columns.get(column + 2).title().equals(title + UPPER);
    }

    /** Gives the series of a column its error bars, if it has a band. */
    void add(XDDFScatterChartData.Series series, int column) {
        if (!hasBand(column)) {
            return;
        }
        String title = table.columns().get(column).title();
        int minus = distances(title + " -", column, column + 1);
        int plus = distances(title + " +", column + 2, column);
        // POI's XDDFErrorBars cannot fill new error bars, so the schema's own classes do
        CTErrBars bars = series.getCTScatterSer().addNewErrBars();
        bars.addNewErrDir().setVal(STErrDir.Y);
        bars.addNewErrBarType().setVal(STErrBarType.BOTH);
        bars.addNewErrValType().setVal(STErrValType.CUST);
        bars.addNewPlus().addNewNumRef().setF(range(plus));
        bars.addNewMinus().addNewNumRef().setF(range(minus));
    }

    private String range(int column) {
        return new CellRangeAddress(1, table.rows(), column, column)
                .formatAsString(data.getSheetName(), true);
    }

    /** Writes the column of differences a - b and gives its number. */
    private int distances(String heading, int a, int b) {
        int column = next++;
        styles.header(Objects.requireNonNull(data.getRow(0)), column, heading);
        for (int r = 1; r <= table.rows(); r++) {
            Row row = Objects.requireNonNull(data.getRow(r));
            styles.formula(row, column, reference(r, a) + "-" + reference(r, b));
        }
        return column;
    }

    private static String reference(int row, int column) {
        return new CellReference(row, column).formatAsString();
    }
}

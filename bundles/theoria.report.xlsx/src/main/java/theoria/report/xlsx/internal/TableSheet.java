package theoria.report.xlsx.internal;

import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;

import theoria.core.study.result.Column;
import theoria.core.study.result.Table;

import java.util.List;

/** A table on a sheet of its own: frozen header, filter, a format per column. */
public final class TableSheet {
    /** Rows a sheet may hold, without the header. */
    static final int MOST_ROWS = 1_048_575;

    private TableSheet() {}

    /** Writes a table; at most as many rows as a sheet holds. */
    public static void write(Sheet sheet, Table table, Styles styles) {
        List<Column> columns = table.columns();
        Pages.setUpTable(sheet);
        Row header = sheet.createRow(0);
        for (int c = 0; c < columns.size(); c++) {
            if (columns.get(c).numeric()) {
                styles.numericHeader(header, c, columns.get(c).heading());
            } else {
                styles.header(header, c, columns.get(c).heading());
            }
            sheet.setColumnWidth(c, width(columns.get(c)));
        }
        int rows = Math.min(MOST_ROWS, table.rows());
        for (int r = 0; r < rows; r++) {
            Row row = sheet.createRow(r + 1);
            for (int c = 0; c < columns.size(); c++) {
                Column column = columns.get(c);
                if (column.numeric()) {
                    styles.number(row, c, column.number(r), column.kind());
                } else {
                    styles.text(row, c, column.word(r));
                }
            }
        }
        sheet.createFreezePane(0, 1);
        if (rows > 0 && !columns.isEmpty()) {
            sheet.setAutoFilter(new CellRangeAddress(0, rows, 0, columns.size() - 1));
        }
    }

    private static int width(Column column) {
        int longest = column.heading().length() + 4; // the filter's arrow
        if (!column.numeric()) {
            for (int r = 0; r < Math.min(100, column.rows()); r++) {
                longest = Math.max(longest, column.word(r).length());
            }
        }
        return Math.max(12, Math.min(60, longest + 1)) * 256;
    }
}

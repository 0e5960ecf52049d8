package theoria.report.xlsx.internal;

import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.Hyperlink;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.usermodel.Workbook;

import theoria.core.study.result.Column;

/** The few cell styles of a workbook, and writing cells with them. */
public final class Styles {
    private final CellStyle title;
    private final CellStyle header;
    private final CellStyle numericHeader;
    private final CellStyle words;
    private final CellStyle paragraph;
    private final CellStyle link;
    private final CellStyle right;
    private final CellStyle integer;
    private final CellStyle real;
    private final CellStyle extreme;
    private final CellStyle fraction;

    /** Makes the styles in a workbook. */
    public Styles(Workbook workbook) {
        Font bold = workbook.createFont();
        bold.setBold(true);
        Font large = workbook.createFont();
        large.setBold(true);
        large.setFontHeightInPoints((short) 15);
        title = workbook.createCellStyle();
        title.setFont(large);
        header = workbook.createCellStyle();
        header.setFont(bold);
        header.setBorderBottom(BorderStyle.THIN);
        numericHeader = workbook.createCellStyle();
        numericHeader.cloneStyleFrom(header);
        numericHeader.setAlignment(HorizontalAlignment.RIGHT);
        words = workbook.createCellStyle();
        words.setAlignment(HorizontalAlignment.LEFT);
        paragraph = workbook.createCellStyle();
        paragraph.cloneStyleFrom(words);
        paragraph.setWrapText(true);
        paragraph.setVerticalAlignment(VerticalAlignment.TOP);
        Font blue = workbook.createFont();
        blue.setColor(IndexedColors.BLUE.getIndex());
        blue.setUnderline(Font.U_SINGLE);
        link = workbook.createCellStyle();
        link.setFont(blue);
        link.setVerticalAlignment(VerticalAlignment.TOP);
        right = workbook.createCellStyle();
        right.setAlignment(HorizontalAlignment.RIGHT);
        integer = format(workbook, "#,##0");
        real = format(workbook, "0.000000");
        extreme = format(workbook, "0.000000E+00");
        fraction = format(workbook, "0.00%");
    }

    private static CellStyle format(Workbook workbook, String format) {
        CellStyle style = workbook.createCellStyle();
        style.setDataFormat(workbook.createDataFormat().getFormat(format));
        return style;
    }

    /** A heading of the sheet. */
    void title(Row row, String text) {
        Cell cell = row.createCell(0);
        cell.setCellValue(text);
        cell.setCellStyle(title);
    }

    /** A heading of a column of words. */
    void header(Row row, int column, String text) {
        header(row, column, text, header);
    }

    /** A heading of a column of numbers, which stand right. */
    void numericHeader(Row row, int column, String text) {
        header(row, column, text, numericHeader);
    }

    private static void header(Row row, int column, String text, CellStyle style) {
        Cell cell = row.createCell(column);
        cell.setCellValue(text);
        cell.setCellStyle(style);
    }

    /** Words that go on below where the cell is too narrow. */
    void paragraph(Row row, int column, String text) {
        text(row, column, text);
        row.getCell(column).setCellStyle(paragraph);
    }

    /** Words; never read as a formula, whatever they begin with. */
    void text(Row row, int column, String text) {
        Cell cell = row.createCell(column);
        int most = 32_000; // a cell holds 32,767 characters
        cell.setCellValue(text.length() > most ? text.substring(0, most) : text);
        cell.setCellStyle(words);
    }

    /** A number of a kind; NaN and infinities, which Excel lacks, as words. */
    Cell number(Row row, int column, double value, Column.Kind kind) {
        Cell cell = row.createCell(column);
        if (!Double.isFinite(value)) {
            cell.setCellValue(Double.toString(value));
            cell.setCellStyle(right);
            return cell;
        }
        cell.setCellValue(value);
        cell.setCellStyle(style(kind, value));
        return cell;
    }

    /** A formula whose value is of a kind. */
    Cell formula(Row row, int column, String formula) {
        Cell cell = row.createCell(column);
        cell.setCellFormula(formula);
        cell.setCellStyle(real);
        return cell;
    }

    /** A formula that is true or false. */
    void condition(Row row, int column, String formula) {
        row.createCell(column).setCellFormula(formula);
    }

    /** Makes a cell of words a link. */
    void link(Cell cell, Hyperlink target) {
        cell.setHyperlink(target);
        cell.setCellStyle(link);
    }

    private CellStyle style(Column.Kind kind, double value) {
        switch (kind) {
            case INTEGER:
                return integer;
            case FRACTION:
                return fraction;
            default:
                if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                    return integer;
                }
                return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e7 ? real : extreme;
        }
    }
}

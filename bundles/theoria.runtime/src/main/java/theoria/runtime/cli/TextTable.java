package theoria.runtime.cli;

import theoria.core.study.result.Column;
import theoria.core.study.result.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tables for a terminal: columns padded to equal width, numbers to the right. */
final class TextTable {
    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] right;

    /** A table with headings; those that begin with {@code >} are of numbers. */
    TextTable(String... headings) {
        right = new boolean[headings.length];
        String[] plain = new String[headings.length];
        for (int i = 0; i < headings.length; i++) {
            right[i] = headings[i].startsWith(">");
            plain[i] = right[i] ? headings[i].substring(1) : headings[i];
        }
        rows.add(plain);
    }

    void add(String... cells) {
        rows.add(cells);
    }

    /** A table of a result. */
    static TextTable of(Table table, int mostRows) {
        List<Column> columns = table.columns();
        String[] headings = new String[columns.size()];
        for (int c = 0; c < headings.length; c++) {
            Column column = columns.get(c);
            headings[c] = (column.numeric() ? ">" : "") + column.heading();
        }
        TextTable text = new TextTable(headings);
        for (int row = 0; row < Math.min(table.rows(), mostRows); row++) {
            String[] cells = new String[headings.length];
            for (int c = 0; c < cells.length; c++) {
                Column column = columns.get(c);
                cells[c] = column.numeric() ? number(column, row) : column.word(row);
            }
            text.add(cells);
        }
        return text;
    }

    private static String number(Column column, int row) {
        double value = column.number(row);
        switch (column.kind()) {
            case INTEGER:
                return String.format(Locale.ROOT, "%.0f", value);
            case FRACTION:
                return String.format(Locale.ROOT, "%.4f", value);
            default:
                return number(value);
        }
    }

    /** A duration in the unit that a person would use: 40 s, 5 min, 2.5 h. */
    static String duration(double seconds) {
        if (seconds < 90) {
            return Math.round(seconds) + " s";
        }
        return seconds < 5400
                ? Math.round(seconds / 60) + " min"
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }

    /** A real number with at most seven significant digits; whole numbers without a point. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        String text = String.format(Locale.ROOT, "%.7g", value);
        return text.contains(".") ? text.replaceFirst("\\.?0*(e.*)?$", "$1") : text;
    }

    List<String> lines() {
        int[] widths = new int[right.length];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String pad = " ".repeat(widths[i] - row[i].length());
                line.append(i == 0 ? "" : "  ").append(right[i] ? pad + row[i] : row[i] + pad);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}

package theoria.ui.internal.viewer;

import theoria.core.study.result.Column;
import theoria.core.study.result.Table;

import java.util.StringJoiner;

/** Tables as text for the clipboard. */
public final class TableText {
    private TableText() {}

    /** Headings and rows, tabs between cells, every digit. */
    public static String tabSeparated(Table table) {
        StringBuilder text = new StringBuilder();
        StringJoiner head = new StringJoiner("\t", "", "\n");
        table.columns().forEach(column -> head.add(column.heading()));
        text.append(head);
        for (int row = 0; row < table.rows(); row++) {
            StringJoiner line = new StringJoiner("\t", "", "\n");
            for (Column column : table.columns()) {
                line.add(CellText.exact(column, row).replaceAll("[\t\n]", " "));
            }
            text.append(line);
        }
        return text.toString();
    }
}

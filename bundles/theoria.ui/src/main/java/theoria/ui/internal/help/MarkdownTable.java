package theoria.ui.internal.help;

import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.node.Node;

import java.util.ArrayList;
import java.util.List;

/** A table as lines: a window is often too narrow for columns, and words wrap. */
final class MarkdownTable {
    private final TableBlock table;

    MarkdownTable(TableBlock table) {
        this.table = table;
    }

    void append(MarkdownLayout layout) {
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            if (part instanceof TableBody) {
                for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                    layout.row(children(row));
                }
            }
        }
    }

    private static List<Node> children(Node node) {
        List<Node> children = new ArrayList<>();
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            children.add(child);
        }
        return children;
    }
}

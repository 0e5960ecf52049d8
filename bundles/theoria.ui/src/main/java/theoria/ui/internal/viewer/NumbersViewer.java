package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.events.KeyListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;

import theoria.core.study.Provenance;
import theoria.core.study.result.Column;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Verdict;
import theoria.ui.viewers.ResultViewer;
import theoria.ui.viewers.ViewerSite;

import java.util.Map;

/**
 * What every result carries: numbers, claims that were tested, remarks, and where it comes from.
 */
public final class NumbersViewer implements ResultViewer {
    private ViewerSite site;
    private Tree tree;

    @Override
    public void create(Composite parent, ViewerSite where) {
        site = where;
        tree = new Tree(parent, SWT.FULL_SELECTION | SWT.MULTI);
        tree.setHeaderVisible(true);
        tree.setLinesVisible(false);
        column("", 260, SWT.LEFT);
        column("Value", 150, SWT.RIGHT);
        column("", 460, SWT.LEFT);
        tree.addKeyListener(
                KeyListener.keyPressedAdapter(
                        event -> {
                            if (event.stateMask == SWT.MOD1 && event.keyCode == 'c') {
                                copy();
                            }
                        }));
    }

    private void column(String title, int width, int alignment) {
        TreeColumn column = new TreeColumn(tree, alignment);
        column.setText(title);
        column.setWidth(width);
    }

    @Override
    public void setFocus() {
        tree.setFocus();
    }

    @Override
    public void show(Result result) {
        Provenance provenance = site.provenance();
        tree.setRedraw(false);
        tree.removeAll();
        FlatResult flat = FlatResult.of(result);
        if (!flat.scalars().isEmpty()) {
            TreeItem group = group("Numbers");
            flat.scalars()
                    .forEach(
                            (key, value) ->
                                    item(group, key, CellText.real(value, Column.AUTOMATIC), ""));
        }
        if (!flat.verdicts().isEmpty()) {
            TreeItem group = group("Claims");
            flat.verdicts().forEach(verdict -> add(group, verdict));
        }
        if (!flat.arrays().isEmpty()) {
            TreeItem group = group("Arrays");
            for (Map.Entry<String, NumericArray> array : flat.arrays().entrySet()) {
                item(group, array.getKey(), "", array.getValue().toString());
            }
        }
        if (!flat.notes().isEmpty()) {
            TreeItem group = group("Remarks");
            flat.notes().forEach(note -> item(group, "", "", note));
        }
        if (!provenance.entries().isEmpty()) {
            TreeItem group = group("Where it comes from");
            provenance.entries().forEach((key, value) -> item(group, key, "", value));
        }
        for (TreeItem item : tree.getItems()) {
            item.setExpanded(!item.getText().equals("Arrays"));
        }
        tree.setRedraw(true);
    }

    private void add(TreeItem group, Verdict verdict) {
        String holds = verdict.holds() ? "✓ " : "✗ ";
        String expected =
                verdict.relation().sign()
                        + " "
                        + CellText.real(verdict.expected(), Column.AUTOMATIC)
                        + (verdict.tolerance() == 0 ? "" : " ± " + verdict.tolerance())
                        + "   "
                        + verdict.source();
        item(
                group,
                holds + verdict.claim(),
                CellText.real(verdict.measured(), Column.AUTOMATIC),
                expected);
    }

    private TreeItem group(String title) {
        TreeItem group = new TreeItem(tree, SWT.NONE);
        group.setText(title);
        return group;
    }

    private static void item(TreeItem group, String key, String value, String note) {
        TreeItem item = new TreeItem(group, SWT.NONE);
        item.setText(new String[] {key, value, note});
    }

    private void copy() {
        StringBuilder text = new StringBuilder();
        for (TreeItem item : tree.getSelection()) {
            text.append(item.getText(0)).append('\t').append(item.getText(1)).append('\t');
            text.append(item.getText(2)).append('\n');
        }
        if (text.length() > 0) {
            Clipboard clipboard = new Clipboard(tree.getDisplay());
            clipboard.setContents(
                    new Object[] {text.toString()}, new Transfer[] {TextTransfer.getInstance()});
            clipboard.dispose();
        }
    }
}

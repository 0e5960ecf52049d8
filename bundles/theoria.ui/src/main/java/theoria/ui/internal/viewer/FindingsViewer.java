package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

import theoria.core.study.result.Findings;
import theoria.core.study.result.Result;
import theoria.ui.viewers.ResultViewer;
import theoria.ui.viewers.ViewerSite;

import java.util.List;
import java.util.Locale;

/**
 * Findings, the most severe first, each with a bar of its score; what a selected one means stands
 * below, Enter or a double click shows its evidence.
 */
public final class FindingsViewer implements ResultViewer {
    private static final int SEVERE = 75;
    private static final int WORTH_A_LOOK = 25;

    private ViewerSite site;
    private Table table;
    private StyledText explanation;
    private List<Findings.Finding> findings = List.of();

    @Override
    public boolean shows(Result result) {
        return result instanceof Findings;
    }

    @Override
    public void create(Composite parent, ViewerSite where) {
        site = where;
        SashForm split = new SashForm(parent, SWT.VERTICAL);
        table = new Table(split, SWT.FULL_SELECTION | SWT.SINGLE);
        table.setHeaderVisible(true);
        column("Score", 110);
        column("Finding", 420);
        column("Evidence", 180);
        table.addListener(SWT.EraseItem, this::bar);
        table.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> explain()));
        table.addSelectionListener(
                SelectionListener.widgetDefaultSelectedAdapter(
                        e -> chosen().ifPresent(f -> site.reveal(f.evidence()))));
        explanation = new StyledText(split, SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        explanation.setMargins(8, 8, 8, 8);
        split.setWeights(65, 35);
    }

    private void column(String title, int width) {
        TableColumn column = new TableColumn(table, SWT.NONE);
        column.setText(title);
        column.setWidth(width);
    }

    private void bar(Event event) {
        if (event.index != 0) {
            return;
        }
        double score = findings.get(table.indexOf((TableItem) event.item)).score();
        int colour =
                score >= SEVERE
                        ? SWT.COLOR_RED
                        : score >= WORTH_A_LOOK ? SWT.COLOR_DARK_YELLOW : SWT.COLOR_DARK_GREEN;
        Rectangle cell = event.getBounds();
        event.gc.setBackground(event.display.getSystemColor(colour));
        event.gc.fillRectangle(
                cell.x + 44, cell.y + 4, (int) ((cell.width - 50) * score / 100), cell.height - 8);
        event.detail &= ~SWT.HOT;
    }

    private java.util.Optional<Findings.Finding> chosen() {
        int index = table.getSelectionIndex();
        return index < 0 ? java.util.Optional.empty() : java.util.Optional.of(findings.get(index));
    }

    private void explain() {
        explanation.setText(chosen().map(Findings.Finding::explanation).orElse(""));
    }

    @Override
    public void show(Result result) {
        int selected = table.getSelectionIndex();
        findings = ((Findings) result).findings();
        table.removeAll();
        for (Findings.Finding finding : findings) {
            TableItem item = new TableItem(table, SWT.NONE);
            item.setText(
                    new String[] {
                        String.format(Locale.ROOT, "%.0f", finding.score()),
                        finding.title(),
                        finding.evidence()
                    });
        }
        if (!findings.isEmpty()) {
            table.setSelection(Math.max(0, Math.min(selected, findings.size() - 1)));
        }
        explain();
        if (findings.isEmpty()) {
            explanation.setText("Nothing was found that a person should look at.");
        }
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }
}

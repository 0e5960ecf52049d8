package theoria.ui.internal.viewer;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.nebula.widgets.nattable.NatTable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Column;
import theoria.core.study.result.Result;
import theoria.core.study.result.Table;
import theoria.ui.viewers.ResultViewer;
import theoria.ui.viewers.Selection;
import theoria.ui.viewers.ViewerSite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The canonical tables of a result: sorted by a click on a heading, filtered by text, the first
 * column held, numbers coloured by their size on wish. A million rows are read as they are shown.
 */
public final class TableViewer implements ResultViewer {
    private static final int PAUSE_MILLIS = 250;

    private ViewerSite site;
    private Composite page;
    private Composite place;
    private Combo tables;
    private Text filter;
    private Button colours;
    private Label count;
    private List<String> keys = List.of();
    private List<Table> shown = List.of();
    private int chosen;
    private boolean dark;
    private @Nullable TableGrid grid;
    private Runnable unfollow = () -> {};

    @Override
    public boolean shows(Result result) {
        return !result.tables().isEmpty();
    }

    @Override
    public void create(Composite parent, ViewerSite where) {
        site = where;
        page = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(4, false);
        layout.marginHeight = 2;
        layout.marginWidth = 2;
        page.setLayout(layout);
        tables = new Combo(page, SWT.READ_ONLY | SWT.DROP_DOWN);
        tables.setToolTipText("The tables of this result");
        tables.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(
                        e -> {
                            chosen = tables.getSelectionIndex();
                            rebuild();
                        }));
        filter = new Text(page, SWT.SEARCH | SWT.ICON_CANCEL);
        filter.setMessage("Filter: text, or column > number");
        filter.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        filter.addModifyListener(e -> filterSoon());
        colours = new Button(page, SWT.CHECK);
        colours.setText("Colours");
        colours.setToolTipText("Colour numbers from the smallest to the largest of their column");
        colours.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(
                        e -> {
                            if (grid != null) {
                                grid.colour(colours.getSelection());
                            }
                        }));
        count = new Label(page, SWT.NONE);
        unfollow = site.selection().follow(this::follow);
        place = new Composite(page, SWT.NONE);
        place.setLayout(new org.eclipse.swt.layout.FillLayout());
        place.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 4, 1));
    }

    @Override
    public void show(Result result) {
        Map<String, Table> found = result.tables();
        List<String> names = new ArrayList<>(found.keySet());
        shown = new ArrayList<>(found.values());
        if (!names.equals(keys)) {
            keys = names;
            chosen = Math.min(chosen, Math.max(0, names.size() - 1));
            tables.setItems(names.toArray(new String[0]));
            tables.select(chosen);
            GridData data = new GridData(SWT.FILL, SWT.CENTER, false, false);
            data.exclude = names.size() < 2;
            tables.setLayoutData(data);
            tables.setVisible(names.size() > 1);
            page.layout(true);
            rebuild();
        } else if (grid != null
                && dark == site.dark()
                && sameColumns(grid.table(), shown.get(chosen))) {
            grid.show(shown.get(chosen));
            order(grid.order());
        } else {
            rebuild();
        }
    }

    private static boolean sameColumns(Table a, Table b) {
        return a.columns().stream()
                .map(c -> c.heading())
                .toList()
                .equals(b.columns().stream().map(c -> c.heading()).toList());
    }

    private void rebuild() {
        if (grid != null) {
            grid.dispose();
            grid = null;
        }
        if (shown.isEmpty() || shown.get(chosen).columns().isEmpty()) {
            count.setText("no table");
            return;
        }
        dark = site.dark();
        TableGrid made = new TableGrid(place, shown.get(chosen), dark, this::order, this::publish);
        grid = made;
        made.colour(colours.getSelection());
        place.layout(true);
        order(TableOrder.NONE.withFilter(filter.getText()));
    }

    /** Selects what the cells of a row name. */
    private void publish(int row) {
        Selection named = site.selection().current();
        for (Column column : shown.get(chosen).columns()) {
            named = named.ofCell(column.title(), name(column, row));
        }
        site.selection().select(named);
    }

    /** Shows the row that names what is selected. */
    private void follow(Selection selection) {
        TableGrid target = grid;
        if (target == null || page.isDisposed()) {
            return;
        }
        Table table = target.table();
        for (Column column : table.columns()) {
            for (int row = 0; Selection.isNaming(column.title()) && row < table.rows(); row++) {
                if (selection.isCell(column.title(), name(column, row))) {
                    target.select(row);
                    return;
                }
            }
        }
    }

    /** A name as it is, and a number without the commas that a person reads. */
    private static String name(Column column, int row) {
        return column.numeric() ? Long.toString((long) column.number(row)) : column.word(row);
    }

    @Override
    public void dispose() {
        unfollow.run();
    }

    private void filterSoon() {
        String text = filter.getText();
        Display display = filter.getDisplay();
        display.timerExec(
                PAUSE_MILLIS,
                () -> {
                    if (!filter.isDisposed() && filter.getText().equals(text) && grid != null) {
                        order(grid.order().withFilter(text));
                    }
                });
    }

    /** Finds the rows in a job and shows them. */
    private void order(TableOrder wanted) {
        TableGrid target = grid;
        if (target == null) {
            return;
        }
        Table table = target.table();
        Display display = page.getDisplay();
        target.wants(wanted);
        if (wanted.equals(TableOrder.NONE)) {
            target.rows(null);
            tellCount(table, table.rows());
            follow(site.selection().current());
            return;
        }
        Job.createSystem(
                        "Ordering a table",
                        (ICoreRunnable)
                                monitor -> {
                                    int[] rows = wanted.rows(table);
                                    display.asyncExec(() -> ordered(target, table, wanted, rows));
                                })
                .schedule();
    }

    private void ordered(TableGrid target, Table table, TableOrder wanted, int[] rows) {
        boolean still =
                !page.isDisposed()
                        && target == grid
                        && target.table() == table
                        && target.order().equals(wanted);
        if (still) {
            target.rows(rows);
            tellCount(table, rows.length);
            follow(site.selection().current());
        }
    }

    private void tellCount(Table table, int rows) {
        String all = String.format(Locale.ROOT, "%,d rows", table.rows());
        count.setText(
                rows == table.rows() ? all : String.format(Locale.ROOT, "%,d of ", rows) + all);
        page.layout(new org.eclipse.swt.widgets.Control[] {count});
    }

    @Override
    public void setFocus() {
        NatTable table = grid == null ? null : grid.control();
        if (table != null) {
            table.setFocus();
        } else {
            filter.setFocus();
        }
    }
}

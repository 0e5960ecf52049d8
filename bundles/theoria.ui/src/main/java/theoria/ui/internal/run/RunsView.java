package theoria.ui.internal.run;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.part.ViewPart;

import theoria.ui.internal.home.Icons;
import theoria.ui.internal.report.ReportDraft;
import theoria.ui.internal.result.Results;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The results: what runs, and what was run before, newest first. */
public final class RunsView extends ViewPart {
    /** Identifier of the view. */
    public static final String ID = "theoria.ui.runs";

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final RunBoard board = RunBoard.get();
    private Table table;
    private Label hint;
    private ToolItem open;
    private ToolItem compare;
    private ToolItem add;
    private ToolItem goOn;
    private ToolItem stop;
    private Runnable unfollow = () -> {};
    private List<RunEntry> shown = new ArrayList<>();

    @Override
    public void createPartControl(Composite parent) {
        GridLayout layout = new GridLayout(2, false);
        layout.marginHeight = 0;
        layout.marginWidth = 0;
        layout.verticalSpacing = 0;
        parent.setLayout(layout);
        hint = new Label(parent, SWT.NONE);
        hint.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        ToolBar tools = new ToolBar(parent, SWT.FLAT | SWT.RIGHT);
        open =
                Icons.button(
                        tools,
                        "folder-open",
                        "Open",
                        "Open the chosen results",
                        () -> chosen().forEach(this::open));
        compare =
                Icons.button(
                        tools,
                        "columns-2",
                        "Compare",
                        "Two to four results of one study side by side",
                        () -> Results.compare(getSite().getPage(), chosen()));
        add =
                Icons.button(
                        tools,
                        "file-plus",
                        "Add the chosen to the report",
                        "in the order they are listed",
                        () -> chosen().forEach(ReportDraft.get()::add));
        goOn =
                Icons.button(
                        tools,
                        "play",
                        "Go on",
                        "Go on with what was stopped",
                        () -> chosen().forEach(board::resume));
        stop =
                Icons.button(
                        tools,
                        "square",
                        "Stop",
                        "Stop; what was computed is kept",
                        () -> chosen().forEach(board::cancel));
        table = new Table(parent, SWT.FULL_SELECTION | SWT.MULTI);
        table.setHeaderVisible(true);
        table.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
        column("Result", 150, SWT.LEFT);
        column("Model", 150, SWT.LEFT);
        column("State", 150, SWT.LEFT);
        column("When", 140, SWT.LEFT);
        table.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> enable()));
        table.addSelectionListener(
                SelectionListener.widgetDefaultSelectedAdapter(e -> chosen().forEach(this::open)));
        unfollow = board.follow(this::changed);
        fill();
    }

    private void column(String heading, int width, int alignment) {
        TableColumn column = new TableColumn(table, alignment);
        column.setText(heading);
        column.setWidth(width);
    }

    private void open(RunEntry entry) {
        if (!entry.study().isEmpty()) {
            Results.open(getSite().getPage(), entry);
        }
    }

    private List<RunEntry> chosen() {
        return Arrays.stream(table.getSelectionIndices()).mapToObj(shown::get).toList();
    }

    private void changed(RunEntry entry) {
        if (table.isDisposed()) {
            return;
        }
        int row = shown.indexOf(entry);
        if (row >= 0 && shown.equals(board.entries())) {
            fill(table.getItem(row), entry);
            enable();
        } else {
            fill();
        }
    }

    private void fill() {
        List<RunEntry> selected = chosen();
        shown = new ArrayList<>(board.entries());
        table.setRedraw(false);
        table.removeAll();
        for (RunEntry entry : shown) {
            fill(new TableItem(table, SWT.NONE), entry);
        }
        for (RunEntry entry : selected) {
            int row = shown.indexOf(entry);
            if (row >= 0) {
                table.select(row);
            }
        }
        table.setRedraw(true);
        hint.setText(
                shown.isEmpty() ? "  No results yet: choose a study on the right and run it." : "");
        enable();
    }

    private static void fill(TableItem item, RunEntry entry) {
        String state = RunWords.state(entry);
        item.setText(
                new String[] {
                    entry.title(),
                    String.join(", ", entry.models()),
                    entry.state() == RunEntry.State.FAILED ? entry.failure().orElse(state) : state,
                    MINUTE.format(entry.started().atZone(ZoneId.systemDefault()))
                });
    }

    private void enable() {
        List<RunEntry> chosen = chosen();
        boolean one = chosen.stream().map(RunEntry::study).distinct().count() == 1;
        compare.setEnabled(chosen.size() >= 2 && chosen.size() <= 4 && one);
        boolean results = chosen.stream().anyMatch(entry -> !entry.study().isEmpty());
        open.setEnabled(results);
        add.setEnabled(results);
        goOn.setEnabled(chosen.stream().anyMatch(RunBoard::canGoOn));
        stop.setEnabled(chosen.stream().anyMatch(entry -> entry.state().alive()));
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }

    @Override
    public void dispose() {
        unfollow.run();
        super.dispose();
    }
}

package theoria.ui.internal.report;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.ui.part.ViewPart;

import theoria.ui.internal.home.Icons;
import theoria.ui.internal.result.Results;
import theoria.ui.internal.run.RunBoard;
import theoria.ui.internal.run.RunEntry;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The results of the report, in order; written as a workbook or a page. */
public final class ReportView extends ViewPart {
    /** Identifier of the view. */
    public static final String ID = "theoria.ui.report";

    private static final int COLUMNS = 4;

    private final ReportDraft draft = ReportDraft.get();
    private Table table;
    private Text title;
    private Label message;
    private List<RunEntry> shown = List.of();
    private Runnable unfollow = () -> {};
    private Runnable unfollowBoard = () -> {};

    @Override
    public void createPartControl(Composite parent) {
        GridLayout layout = new GridLayout(COLUMNS, false);
        layout.marginHeight = 4;
        parent.setLayout(layout);
        title = new Text(parent, SWT.BORDER);
        title.setText(draft.title());
        title.setToolTipText("Title of the report");
        title.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        title.addModifyListener(e -> draft.title(title.getText()));
        button(parent, "Write workbook...", () -> write("xlsx"));
        button(parent, "Write page...", () -> write("html"));
        addTools(parent);
        table = new Table(parent, SWT.FULL_SELECTION | SWT.MULTI);
        table.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, COLUMNS, 1));
        column("Result", 220);
        column("Model", 260);
        table.addSelectionListener(
                SelectionListener.widgetDefaultSelectedAdapter(
                        e -> chosen().ifPresent(run -> Results.open(getSite().getPage(), run))));
        message = new Label(parent, SWT.NONE);
        message.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, COLUMNS, 1));
        unfollow = draft.follow(changed -> fill());
        unfollowBoard = RunBoard.get().follow(changed -> fill());
        fill();
    }

    private void column(String heading, int width) {
        TableColumn column = new TableColumn(table, SWT.NONE);
        column.setText(heading);
        column.setWidth(width);
    }

    private void addTools(Composite parent) {
        ToolBar tools = new ToolBar(parent, SWT.FLAT | SWT.RIGHT);
        tool(tools, "arrow-up", "Up", "Earlier in the report", run -> move(run, -1));
        tool(tools, "arrow-down", "Down", "Later in the report", run -> move(run, 1));
        tool(tools, "trash-2", "Remove", "Not in the report; the result stays", draft::remove);
    }

    private void tool(
            ToolBar bar, String icon, String label, String help, Consumer<RunEntry> action) {
        Icons.button(bar, icon, label, help, () -> chosen().ifPresent(action));
    }

    private static void button(Composite parent, String label, Runnable action) {
        Button button = new Button(parent, SWT.PUSH);
        button.setText(label);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> action.run()));
    }

    private Optional<RunEntry> chosen() {
        int index = table.getSelectionIndex();
        return index < 0 || index >= shown.size()
                ? Optional.empty()
                : Optional.of(shown.get(index));
    }

    private void move(RunEntry run, int by) {
        draft.move(run, by);
        table.setSelection(shown.indexOf(run));
    }

    private void fill() {
        List<RunEntry> now = draft.entries();
        if (table.isDisposed() || now.equals(shown)) {
            return;
        }
        shown = now;
        table.removeAll();
        for (RunEntry run : shown) {
            TableItem item = new TableItem(table, SWT.NONE);
            item.setText(new String[] {run.title(), String.join(", ", run.models())});
        }
        say(shown.isEmpty() ? "Add results with the button above each." : "");
    }

    private void say(String words) {
        if (!message.isDisposed()) {
            message.setText(words);
            message.setVisible(!words.isEmpty());
            if (message.getLayoutData() instanceof GridData place) {
                place.exclude = words.isEmpty();
            }
            message.getParent().layout(true);
        }
    }

    private void write(String ending) {
        if (shown.isEmpty()) {
            say("There is no result in the report yet.");
            return;
        }
        ReportFile.write(getSite().getShell(), title.getText(), shown, ending, this::say);
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }

    @Override
    public void dispose() {
        unfollow.run();
        unfollowBoard.run();
        super.dispose();
    }
}

package theoria.ui.internal.run;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.menus.WorkbenchWindowControlContribution;

import theoria.ui.internal.desk.Desk;
import theoria.ui.internal.home.Icons;
import theoria.ui.viewers.Selection;

import java.util.Optional;
import java.util.function.Consumer;

/** The bottom line of the window: what is selected, and what runs, with its two buttons. */
public final class RunStatus extends WorkbenchWindowControlContribution {
    private Label selection;
    private Label words;
    private ProgressBar bar;
    private ToolBar tools;
    private ToolItem pause;
    private Runnable unfollow = () -> {};
    private Runnable unfollowSelection = () -> {};

    @Override
    protected Control createControl(Composite parent) {
        Composite line = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(5, false);
        layout.marginHeight = 0;
        layout.marginWidth = 8;
        line.setLayout(layout);
        selection = new Label(line, SWT.NONE);
        selection.setLayoutData(width(430));
        words = new Label(line, SWT.RIGHT);
        words.setLayoutData(width(320));
        bar = new ProgressBar(line, SWT.SMOOTH);
        bar.setMaximum(1000);
        bar.setLayoutData(width(120));
        tools = new ToolBar(line, SWT.FLAT);
        pause = button(tools, "pause", "Pause", "hold, or go on", RunBoard.get()::toggle);
        button(tools, "square", "Stop", "what was computed is kept", RunBoard.get()::cancel);
        RunBoard board = RunBoard.get();
        Desk desk = Desk.get();
        unfollow = board.follow(changed -> refresh());
        unfollowSelection = desk.selection().follow(this::show);
        show(desk.selection().current());
        refresh();
        return line;
    }

    private static GridData width(int points) {
        GridData data = new GridData(SWT.FILL, SWT.CENTER, false, true);
        data.widthHint = points;
        return data;
    }

    private static ToolItem button(
            ToolBar bar, String icon, String label, String help, Consumer<RunEntry> action) {
        return Icons.button(bar, icon, label, help, () -> RunBoard.get().alive().ifPresent(action));
    }

    private void show(Selection selected) {
        if (!selection.isDisposed()) {
            selection.setText(selected.text());
            selection.setToolTipText(selected.text());
        }
    }

    private void refresh() {
        if (words.isDisposed()) {
            return;
        }
        Optional<RunEntry> alive = RunBoard.get().alive();
        boolean any = alive.isPresent();
        words.setText(alive.map(e -> e.title() + "  " + RunWords.state(e)).orElse(""));
        words.setToolTipText(alive.map(RunEntry::doing).orElse(""));
        bar.setSelection(alive.map(e -> (int) (1000 * e.fraction())).orElse(0));
        bar.setVisible(any);
        tools.setVisible(any);
        boolean paused = alive.filter(e -> e.state() == RunEntry.State.PAUSED).isPresent();
        pause.setImage(Icons.image(paused ? "play" : "pause"));
    }

    @Override
    public boolean isDynamic() {
        return false;
    }

    @Override
    public void dispose() {
        unfollow.run();
        unfollowSelection.run();
        super.dispose();
    }
}

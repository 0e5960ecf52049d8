package theoria.ui.internal.home;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;

import theoria.ui.internal.run.RunBoard;
import theoria.ui.internal.run.RunEntry;
import theoria.ui.internal.run.RunWords;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The newest results of a model: links that open them, with where their runs are. */
final class ResultLinks {
    private static final int MOST = 12;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final String model;
    private final Consumer<RunEntry> open;
    private final Composite area;
    private List<RunEntry> listed = List.of();

    ResultLinks(Composite parent, int span, String model, Consumer<RunEntry> open) {
        this.model = model;
        this.open = open;
        area = new Composite(parent, SWT.NONE);
        GridData wide = new GridData(SWT.FILL, SWT.TOP, true, false, span, 1);
        wide.widthHint = 200;
        area.setLayoutData(wide);
        RowLayout layout = new RowLayout(SWT.HORIZONTAL);
        layout.marginLeft = 0;
        layout.spacing = 12;
        area.setLayout(layout);
    }

    /** The runs on the model, the newest first. */
    private List<RunEntry> runs() {
        return RunBoard.get().entries().stream()
                .filter(entry -> entry.models().contains(model))
                .toList();
    }

    /** What is at work, and of each study the newest run that is over: names without repetition. */
    private List<RunEntry> lately() {
        Set<String> named = new HashSet<>();
        return runs().stream()
                .filter(entry -> entry.state().alive() || named.add(entry.title()))
                .limit(MOST)
                .toList();
    }

    /** The runs on the model that are at their end, the newest first. */
    List<RunEntry> finished() {
        return runs().stream().filter(e -> e.state() == RunEntry.State.FINISHED).toList();
    }

    /** Number of runs on the model that wait or work. */
    int awaited() {
        return (int) runs().stream().filter(entry -> entry.state().alive()).count();
    }

    /** Follows the runs, and tells whether anything changed; the keyboard stays where it is. */
    boolean follow() {
        if (area.isDisposed()) {
            return false;
        }
        List<RunEntry> now = lately();
        boolean changed = !now.equals(listed) || area.getChildren().length == 0;
        if (changed) {
            build(now);
        }
        for (Control child : area.getChildren()) {
            if (child instanceof Link link && link.getData() instanceof RunEntry entry) {
                changed |= !text(entry).equals(link.getText());
                link.setText(text(entry));
            }
        }
        return changed;
    }

    private void build(List<RunEntry> now) {
        Optional<Object> focused = focused();
        for (Control child : area.getChildren()) {
            child.dispose();
        }
        listed = now;
        if (now.isEmpty()) {
            new Label(area, SWT.NONE).setText("No results yet.");
        }
        for (RunEntry entry : now) {
            Link link = add(entry);
            if (focused.filter(e -> e == entry).isPresent()) {
                link.setFocus();
            }
        }
    }

    /** The run whose link has the keyboard. */
    private Optional<Object> focused() {
        Control control = area.getDisplay().getFocusControl();
        boolean here = control != null && control.getParent() == area;
        return here ? Optional.ofNullable(control.getData()) : Optional.empty();
    }

    private Link add(RunEntry entry) {
        Link link = new Link(area, SWT.NONE);
        link.setText(text(entry));
        link.setToolTipText(MINUTE.format(entry.started().atZone(ZoneId.systemDefault())));
        link.setData(entry);
        link.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> open.accept(entry)));
        return link;
    }

    private static String text(RunEntry entry) {
        String state = RunWords.state(entry);
        return "<a>" + entry.title() + "</a>" + (state.isEmpty() ? "" : " (" + state + ")");
    }
}

package theoria.ui.internal.home;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;

import java.util.ArrayList;
import java.util.List;

/**
 * Does something to a page at once where it can be seen, else when it comes to the front; what is
 * asked for several times meanwhile is done once. So a window of many pages that lie behind others
 * pays for the ones in front.
 */
final class WhenSeen {
    private final Control page;
    private final Runnable task;
    private final List<Control> around = new ArrayList<>();
    private final Listener shown = this::shown;
    private boolean due;

    WhenSeen(Control page, Runnable task) {
        this.page = page;
        this.task = task;
        for (Control c = page; c != null && !(c instanceof Shell); c = c.getParent()) {
            around.add(c); // a page is hidden by hiding one of these
            c.addListener(SWT.Show, shown);
        }
        page.addListener(SWT.Dispose, e -> forget());
    }

    private void forget() {
        for (Control control : around) {
            if (!control.isDisposed()) {
                control.removeListener(SWT.Show, shown);
            }
        }
    }

    /** Asks for it to be done. */
    void ask() {
        due = true;
        work();
    }

    /** The event comes before the page is there. */
    private void shown(Event event) {
        if (due) {
            event.display.asyncExec(this::work);
        }
    }

    private void work() {
        if (due && !page.isDisposed() && page.isVisible()) {
            due = false;
            task.run();
        }
    }
}

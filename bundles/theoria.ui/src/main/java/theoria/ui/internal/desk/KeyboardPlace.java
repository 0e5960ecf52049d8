package theoria.ui.internal.desk;

import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PerspectiveAdapter;

/** Sees to it that a person without a mouse can go on: some part always has the keyboard. */
public final class KeyboardPlace extends PerspectiveAdapter {
    private final IWorkbenchWindow window;

    private KeyboardPlace(IWorkbenchWindow window) {
        this.window = window;
    }

    /** Begins with the active part of a window that has just opened, and follows perspectives. */
    public static void keep(IWorkbenchWindow window) {
        KeyboardPlace place = new KeyboardPlace(window);
        window.addPerspectiveListener(place);
        place.later(place::give);
    }

    @Override
    public void perspectiveActivated(IWorkbenchPage page, IPerspectiveDescriptor perspective) {
        later(
                () -> {
                    Control now = window.getShell().getDisplay().getFocusControl();
                    if (now == null || now == window.getShell()) {
                        give();
                    }
                });
    }

    /** What has the keyboard is known once everything is laid out. */
    private void later(Runnable task) {
        window.getShell()
                .getDisplay()
                .asyncExec(
                        () -> {
                            if (!window.getShell().isDisposed()) {
                                task.run();
                            }
                        });
    }

    private void give() {
        IWorkbenchPage page = window.getActivePage();
        IWorkbenchPart part = page == null ? null : page.getActivePart();
        if (part != null) {
            part.setFocus();
        }
    }
}

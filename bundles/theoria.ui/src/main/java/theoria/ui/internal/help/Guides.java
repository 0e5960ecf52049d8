package theoria.ui.internal.help;

import org.eclipse.ui.IWorkbenchWindow;

/** Opens the guide and the tour. */
public final class Guides {
    private Guides() {}

    /** Begins the tour. */
    public static void tour(IWorkbenchWindow window) {
        new Tour(window).begin();
    }
}

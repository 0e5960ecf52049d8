package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.KeyEvent;
import org.eclipse.swt.events.KeyListener;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.ui.PlatformUI;

import theoria.ui.internal.study.StudyForms;
import theoria.ui.viewers.ViewerSite;

/**
 * What the right button offers on a picture: to take it away, to show everything again, and to use
 * what lies beneath.
 */
public final class PictureMenu {
    private static final String USE = "Use the selection in the form\tCtrl+U";

    private final PictureCanvas canvas;
    private final ViewerSite site;

    private PictureMenu(PictureCanvas canvas, ViewerSite site) {
        this.canvas = canvas;
        this.site = site;
    }

    /** Puts the menu on a picture. */
    public static void put(PictureCanvas canvas, ViewerSite site) {
        PictureMenu own = new PictureMenu(canvas, site);
        Menu menu = new Menu(canvas);
        add(menu, "Copy picture\tCtrl+C", own::copy);
        add(menu, "Export this view...", own::export);
        new MenuItem(menu, SWT.SEPARATOR);
        add(menu, "Show everything\t0", canvas::showEverything);
        MenuItem use = add(menu, USE, PictureMenu::use);
        menu.addListener(
                SWT.Show,
                e -> {
                    String what = site.selection().current().restText();
                    use.setEnabled(!what.isEmpty());
                    use.setText(what.isEmpty() ? USE : "Use " + what + " in the form\tCtrl+U");
                });
        canvas.setMenu(menu);
        canvas.addKeyListener(KeyListener.keyPressedAdapter(own::key));
    }

    private static MenuItem add(Menu menu, String label, Runnable action) {
        MenuItem item = new MenuItem(menu, SWT.PUSH);
        item.setText(label);
        item.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> action.run()));
        return item;
    }

    private static void use() {
        StudyForms.useSelection(
                PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage());
    }

    private void key(KeyEvent event) {
        if (event.keyCode == 'c' && (event.stateMask & SWT.MODIFIER_MASK) == SWT.MOD1) {
            copy();
        }
    }

    private void copy() {
        if (canvas.toClipboard()) {
            site.reading("Copied the picture.");
        }
    }

    private void export() {
        canvas.snapshot(site).ifPresent(site::export);
    }
}

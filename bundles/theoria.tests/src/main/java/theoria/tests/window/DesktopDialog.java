package theoria.tests.window;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.FileDialog;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers a file dialog of the desktop. While it is open the window's thread serves little but its
 * clocks, therefore they are set before; and as it is not ours, nothing tells when it listens.
 */
final class DesktopDialog {
    /** How long the dialog takes to react. */
    private static final int MILLIS = 500;

    /** How often the clock looks whether it is there. */
    private static final int LOOK_MILLIS = 100;

    private final Display display;
    private final Path file;
    private final AtomicBoolean answered = new AtomicBoolean();

    DesktopDialog(Display display, Path file) {
        this.display = display;
        this.file = file;
    }

    boolean answered() {
        return answered.get();
    }

    /** Waits for the dialog, and asks it for its line of text (Ctrl+L), until the path is taken. */
    void answer() {
        if (!isOpen()) {
            display.timerExec(LOOK_MILLIS, this::answer);
            return;
        }
        display.timerExec(
                MILLIS,
                () -> {
                    focus();
                    Keyboard.type(SWT.CTRL, "l");
                });
        display.timerExec(2 * MILLIS, () -> Keyboard.type(SWT.CTRL, "a"));
        display.timerExec(3 * MILLIS, () -> Keyboard.type(0, file.toString()));
        display.timerExec(4 * MILLIS, () -> Keyboard.type(0, "\r"));
        display.timerExec(6 * MILLIS, this::check);
    }

    private void check() {
        if (isOpen()) {
            answer();
        } else {
            answered.set(true);
        }
    }

    /**
     * Whether this clock strikes while a dialog of the desktop is open: it has no shell of ours.
     */
    private static boolean isOpen() {
        return Arrays.stream(Thread.currentThread().getStackTrace())
                .anyMatch(f -> f.getClassName().equals(FileDialog.class.getName()));
    }

    /**
     * Gives the keyboard to the dialog, as a manager of windows would: on the bare display of the
     * tests there is none. The classes that can do it are there on Linux only.
     */
    private void focus() {
        try {
            Class<?> gtk = Class.forName("org.eclipse.swt.internal.gtk.GTK");
            Class<?> gtk3 = Class.forName("org.eclipse.swt.internal.gtk3.GTK3");
            Class<?> os = Class.forName("org.eclipse.swt.internal.gtk.OS");
            Class<?> gdk = Class.forName("org.eclipse.swt.internal.gtk.GDK");
            Method next = os.getMethod("g_list_next", long.class);
            Method data = os.getMethod("g_list_data", long.class);
            Method visible = gtk.getMethod("gtk_widget_get_visible", long.class);
            Method window = gtk3.getMethod("gtk_widget_get_window", long.class);
            Method focus = gdk.getMethod("gdk_window_focus", long.class, int.class);
            long list = (long) gtk.getMethod("gtk_window_list_toplevels").invoke(null);
            for (long each = list; each != 0; each = (long) next.invoke(null, each)) {
                long top = (long) data.invoke(null, each);
                if (display.findWidget(top) == null && (boolean) visible.invoke(null, top)) {
                    focus.invoke(null, window.invoke(null, top), 0);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this desktop's dialogs cannot be driven", e);
        }
    }
}

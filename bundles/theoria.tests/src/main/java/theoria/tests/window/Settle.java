package theoria.tests.window;

import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Brings the window into the one state in which what it holds can be compared. */
final class Settle {
    private static final String HOME = "theoria.app.home";
    private static final int MIDDLE = 128;
    private static final int MODAL = SWT.APPLICATION_MODAL | SWT.PRIMARY_MODAL | SWT.SYSTEM_MODAL;

    private Settle() {}

    /**
     * Nothing runs, nothing is open but the Home perspective as it is at first, in light. The theme
     * is put on anew, so that what it makes anew was made by the same place whatever went before.
     */
    static void everythingClosed() {
        closeDialogs();
        stopRuns();
        Window.on(
                () -> {
                    IWorkbenchPage page = Window.workbench().getActivePage();
                    page.closeAllEditors(false);
                    page.closeAllPerspectives(false, false);
                    return true;
                });
        User.perspective(HOME);
        User.theme("dark");
        Window.until("the window is dark", 30, () -> brightness() < MIDDLE);
        idle();
        User.theme("light");
        Window.until("the window is light", 30, () -> brightness() > MIDDLE);
        idle();
    }

    /** Of the ground of the window, 0 to 255. */
    private static int brightness() {
        return Window.workbench().getShell().getBackground().getGreen();
    }

    /** Waits until what was asked for is done and painted. */
    static void idle() {
        for (int i = 0; i < 4; i++) {
            moment();
        }
    }

    /** Waits until what is queued is done, and a little longer. */
    static void moment() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
        Window.on(() -> true);
    }

    /** Stops all runs and waits for their end. */
    static void stopRuns() {
        Window.until("all runs have stopped", 60, Settle::stopped);
    }

    private static boolean stopped() {
        boolean none = true;
        for (Job job : Job.getJobManager().find(null)) {
            if (job.getClass().getName().startsWith("theoria.ui.internal.run.")) {
                job.cancel();
                none = false;
            }
        }
        return none;
    }

    /** The dialogs that are open, the one in front last. */
    static List<Shell> dialogs() {
        Shell main = Window.workbench().getShell();
        List<Shell> dialogs = new ArrayList<>();
        for (Shell shell : Window.display().getShells()) {
            boolean dialog = (shell.getStyle() & (MODAL | SWT.CLOSE)) != 0;
            if (shell != main && shell.isVisible() && dialog) {
                dialogs.add(shell);
            }
        }
        return dialogs;
    }

    /** Closes every dialog by Escape, or else by its cross. */
    static void closeDialogs() {
        for (int tries = 0; tries < 10 && !Window.on(Settle::dialogs).isEmpty(); tries++) {
            Window.later(() -> dialogs().forEach(Settle::escape));
            moment();
        }
        Window.until("every dialog has closed", 5, () -> dialogs().isEmpty());
    }

    private static void escape(Shell shell) {
        if (!shell.isDisposed()) {
            shell.traverse(SWT.TRAVERSE_ESCAPE);
        }
        if (!shell.isDisposed() && shell.isVisible()) {
            shell.close();
        }
    }

    /** Titles of what is open, for messages. */
    static List<String> titles() {
        return Arrays.stream(Window.display().getShells()).map(Shell::getText).toList();
    }

    /** Bytes of the heap that are in use once garbage is collected. */
    static long heapAfterCollection() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}

package theoria.ui;

import org.eclipse.core.runtime.jobs.IJobManager;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.e4.ui.model.application.ui.basic.MTrimmedWindow;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;

import theoria.ui.internal.bench.WindowBench;
import theoria.ui.internal.desk.Kept;
import theoria.ui.internal.desk.KeyboardPlace;
import theoria.ui.internal.home.Homes;
import theoria.ui.internal.home.Themes;
import theoria.ui.internal.model.Opening;
import theoria.ui.internal.model.RegistryJob;
import theoria.ui.internal.result.TabLimit;
import theoria.ui.internal.run.RunBoard;

import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What the application does with its window. */
public final class Window {
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Window() {}

    /** Whether the window is going to be dark. */
    public static boolean startsDark() {
        return Themes.dark();
    }

    /** Gives an opened window its brightness, ears for dropped files, and a page to begin with. */
    public static void opened(IWorkbenchWindow window) {
        Themes.apply();
        Opening.acceptFiles(window.getShell(), window);
        IWorkbenchPage page = window.getActivePage();
        if (page != null && page.getEditorReferences().length == 0) {
            Homes.welcome(page);
        }
    }

    /**
     * The line of messages that the platform makes stays empty here, and pushes our own line of
     * what is selected and what runs into a second row.
     */
    private static void hideStatusLine(MWindow window) {
        if (window instanceof MTrimmedWindow trimmed) {
            trimmed.getTrimBars().stream()
                    .flatMap(bar -> bar.getChildren().stream())
                    .filter(part -> "org.eclipse.ui.StatusLine".equals(part.getElementId()))
                    .filter(part -> part.getWidget() != null)
                    .forEach(
                            part -> {
                                part.setToBeRendered(true); // it says false, and is there
                                part.setToBeRendered(false);
                            });
        }
    }

    /** Tidies the window that is on the screen, and measures it if these properties ask for it. */
    public static void started(IWorkbenchWindow window, Properties system) {
        hideStatusLine(window.getService(MWindow.class));
        KeyboardPlace.keep(window);
        TabLimit.keep(window);
        WindowBench.startIfAsked(window, system);
    }

    /** Stops what runs and waits until its partial results and changes of models are kept. */
    public static void closing() {
        RunBoard board = RunBoard.get();
        board.cancelAll();
        IJobManager jobs = Job.getJobManager();
        long end = System.nanoTime() + GRACE_NANOS;
        while ((board.alive().isPresent() || RegistryJob.pending() || Kept.pending())
                && System.nanoTime() < end) {
            if (jobs.isSuspended()) {
                return;
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }
}

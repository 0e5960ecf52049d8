package theoria.ui.internal.bench;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;

import theoria.core.study.result.Result;
import theoria.ui.internal.result.ResultEditor;
import theoria.ui.internal.result.ResultInput;
import theoria.ui.internal.result.Results;
import theoria.ui.internal.run.RunEntry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The window that is measured. Unless it is said otherwise, methods are called on the thread of the
 * window; those that wait let the window work on meanwhile.
 */
final class Stage {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int TICK_MILLIS = 20;

    private final IWorkbenchWindow window;
    private final Display display;

    Stage(IWorkbenchWindow window) {
        this.window = window;
        this.display = window.getShell().getDisplay();
    }

    /** Something that is done on the thread of the window. */
    interface Act<T> {
        T run() throws BenchException;
    }

    IWorkbenchWindow window() {
        return window;
    }

    Display display() {
        return display;
    }

    /** Does something on the thread of the window; from any other thread. */
    <T> T on(Act<T> act) throws BenchException {
        AtomicReference<T> result = new AtomicReference<>();
        AtomicReference<BenchException> failure = new AtomicReference<>();
        display.syncExec(
                () -> {
                    try {
                        result.set(act.run());
                    } catch (BenchException e) {
                        failure.set(e);
                    }
                });
        BenchException why = failure.get();
        if (why != null) {
            throw why;
        }
        return java.util.Objects.requireNonNull(result.get());
    }

    /** Lets the window work until something is so. */
    void until(String what, BooleanSupplier so) throws BenchException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        Runnable tick = new Tick();
        tick.run();
        try {
            while (!so.getAsBoolean()) {
                if (display.isDisposed() || System.nanoTime() > end) {
                    throw new BenchException("the window was waited for in vain: " + what);
                }
                if (!display.readAndDispatch()) {
                    display.sleep();
                }
            }
        } finally {
            display.timerExec(-1, tick);
        }
    }

    /**
     * Waits until something is so while the window goes on by itself, even if it shows a dialog;
     * from any other thread.
     */
    void await(String what, BooleanSupplier so) throws BenchException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!on(so::getAsBoolean)) {
            if (System.nanoTime() > end) {
                throw new BenchException("the window was waited for in vain: " + what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Wakes the loop now and then. */
    private final class Tick implements Runnable {
        @Override
        public void run() {
            display.timerExec(TICK_MILLIS, this);
        }
    }

    /** Opens a result as one that was read from a registry. */
    ResultEditor open(String title, Result result) throws BenchException {
        IWorkbenchPage page = window.getActivePage();
        RunEntry entry = RunEntry.made(title, result);
        Results.open(page, entry);
        if (page.findEditor(new ResultInput(entry)) instanceof ResultEditor editor) {
            return editor;
        }
        throw new BenchException("the result '" + title + "' did not open");
    }

    /** Closes every editor. */
    void close() {
        window.getActivePage().closeAllEditors(false);
    }

    /** Visible controls of a kind in all shells. */
    <T extends Control> List<T> all(Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (Shell shell : display.getShells()) {
            collect(shell, kind, found);
        }
        return found;
    }

    private static <T extends Control> void collect(Control in, Class<T> kind, List<T> found) {
        if (!in.isVisible()) {
            return;
        }
        if (kind.isInstance(in)) {
            found.add(kind.cast(in));
        }
        if (in instanceof Composite composite) {
            for (Control child : composite.getChildren()) {
                collect(child, kind, found);
            }
        }
    }

    /** Lets the window work until a control was painted; the milliseconds since a moment. */
    double painted(Control control, long since) throws BenchException {
        Paints paints = new Paints(control);
        until("the first picture", () -> paints.count() > 0);
        paints.end();
        return Statistics.millisSince(since);
    }

    /**
     * How many pictures a second are painted if each is asked for as soon as the one before is on
     * the screen.
     *
     * @param control that paints
     * @param seconds to measure
     * @param step asks for another picture
     */
    double framesPerSecond(Control control, double seconds, Runnable step) throws BenchException {
        Paints paints = new Paints(control);
        long begun = System.nanoTime();
        long end = begun + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        while (System.nanoTime() < end) {
            long before = paints.count();
            step.run();
            until("a picture", () -> paints.count() > before);
        }
        double rate = paints.count() * 1e9 / (System.nanoTime() - begun);
        paints.end();
        return rate;
    }

    /** Counts the paint events of a control, each when it is over. */
    private static final class Paints {
        private final Control control;
        private final Listener listener = event -> add();
        private long count;

        Paints(Control control) {
            this.control = control;
            control.addListener(SWT.Paint, listener); // the last one is called last
        }

        private void add() {
            count++;
        }

        long count() {
            return count;
        }

        void end() {
            if (!control.isDisposed()) {
                control.removeListener(SWT.Paint, listener);
            }
        }
    }

    /** The one value, or a sentence if there is none. */
    static <T> T required(List<T> found, Supplier<String> otherwise) throws BenchException {
        if (found.isEmpty()) {
            throw new BenchException(otherwise.get());
        }
        return found.get(found.size() - 1);
    }
}

package theoria.tests.window;

import org.eclipse.core.runtime.ILogListener;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Watches the window: what is logged as an error, and how long its thread answers nobody. */
final class Watch implements AutoCloseable {
    private static final long LONGEST_SECONDS = 5;
    private static final long PAUSE_MILLIS = 200;

    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final ILogListener log = this::logged;
    private final Thread heart = new Thread(this::beat, "theoria-tests-watch");
    private volatile boolean closed;

    Watch() {
        Platform.addLogListener(log);
        heart.setDaemon(true);
        heart.start();
    }

    /** What went wrong so far. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    private void logged(IStatus status, String bundle) {
        if (status.getSeverity() == IStatus.ERROR) {
            StringWriter trace = new StringWriter();
            Throwable why = status.getException();
            if (why != null) {
                why.printStackTrace(new PrintWriter(trace));
            }
            problems.add("logged by " + bundle + ": " + status.getMessage() + " " + trace);
        }
    }

    private void beat() {
        try {
            while (!closed) {
                CountDownLatch answered = new CountDownLatch(1);
                Window.later(answered::countDown);
                if (!answered.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    problems.add(
                            "the window answered nobody for "
                                    + LONGEST_SECONDS
                                    + " s, at "
                                    + Arrays.toString(trace())
                                    + seconds(answered));
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the watch is over
        }
    }

    private static String seconds(CountDownLatch answered) throws InterruptedException {
        long begun = System.nanoTime();
        answered.await();
        long more = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        return ", and for " + more + " ms more";
    }

    private static StackTraceElement[] trace() {
        return Window.display().getThread().getStackTrace();
    }

    @Override
    public void close() {
        closed = true;
        heart.interrupt();
        Platform.removeLogListener(log);
    }
}

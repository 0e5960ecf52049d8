package theoria.runtime.cli;

import theoria.runtime.job.RunListener;

import java.time.Instant;
import java.util.Locale;

/**
 * Progress on standard error: one line that is redrawn where a person watches, a line every ten
 * seconds where it goes to a file.
 */
final class ProgressLine implements RunListener, AutoCloseable {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long FILE_NANOS = 10_000_000_000L;
    private static final int WIDTH = 78;

    private final Console console;
    private final boolean quiet;
    private final long started = System.nanoTime();
    private String title = "";
    private long last = System.nanoTime();
    private boolean drawn;

    ProgressLine(Console console, boolean quiet) {
        this.console = console;
        this.quiet = quiet;
    }

    /** Sets what is running. */
    synchronized void title(String text) {
        title = text;
    }

    @Override
    public synchronized void progress(double fraction, String what) {
        long now = System.nanoTime();
        long interval = console.interactive() ? REDRAW_NANOS : FILE_NANOS;
        if (quiet || now - last < interval) {
            return;
        }
        last = now;
        double seconds = (now - started) / 1e9;
        String left =
                fraction > 0.02
                        ? String.format(
                                Locale.ROOT, ", %.0f s left", seconds * (1 - fraction) / fraction)
                        : "";
        String line =
                String.format(Locale.ROOT, "%s %3.0f %% %s%s", title, 100 * fraction, what, left);
        if (console.interactive()) {
            drawn = true;
            console.err().print("\r" + fit(line));
        } else {
            console.err().println(line.strip());
        }
        console.err().flush();
    }

    @Override
    public synchronized void continues(Instant kept) {
        if (!quiet) {
            console.err().println("theoria: continues the run that was interrupted at " + kept);
            console.err().flush();
        }
    }

    private static String fit(String line) {
        return line.length() > WIDTH
                ? line.substring(0, WIDTH)
                : line + " ".repeat(WIDTH - line.length());
    }

    @Override
    public synchronized void close() {
        if (drawn) {
            console.err().print("\r" + " ".repeat(WIDTH) + "\r");
            console.err().flush();
            drawn = false;
        }
    }
}

package theoria.ui.internal.bench;

import org.eclipse.ui.IWorkbenchWindow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Measures the window it runs in and closes it, if the process was started for that. It is by
 * {@code theoria bench ui}, with these system properties:
 *
 * <ul>
 *   <li>{@code theoria.bench.report} - file that gets a line for each measurement: name, work, then
 *       {@code key=number} each, or {@code failed=sentence}, separated by tabs
 *   <li>{@code theoria.bench.measures} - which, separated by commas
 *   <li>{@code theoria.bench.begun} - when the process was started, milliseconds since 1970
 *   <li>{@code theoria.bench.model} - reference of a registered network for a loss surface
 *   <li>{@code theoria.bench.file} - a network to be opened
 * </ul>
 */
public final class WindowBench {
    private static final String PREFIX = "theoria.bench.";
    private static final String REPORT = PREFIX + "report";

    private final IWorkbenchWindow window;
    private final Properties asked;
    private final double windowSeconds;

    private WindowBench(IWorkbenchWindow window, Properties asked) {
        this.window = window;
        this.asked = asked;
        this.windowSeconds = (System.currentTimeMillis() - begun(asked)) / 1000.0;
    }

    /** Begins as soon as the window is painted and idle, if that is asked for. */
    public static void startIfAsked(IWorkbenchWindow window, Properties asked) {
        if (asked.getProperty(REPORT) != null) {
            // the first call comes when what is queued is done, the second when that is painted
            window.getShell().getDisplay().asyncExec(() -> painted(window, asked));
        }
    }

    private static void painted(IWorkbenchWindow window, Properties asked) {
        window.getShell().getDisplay().asyncExec(() -> start(window, asked));
    }

    private static void start(IWorkbenchWindow window, Properties asked) {
        WindowBench bench = new WindowBench(window, asked);
        new Thread(bench::run, "theoria-bench").start();
    }

    private static long begun(Properties asked) {
        return Long.parseLong(asked.getProperty(PREFIX + "begun", "0"));
    }

    private void run() {
        Stage stage = new Stage(window);
        Path report = Path.of(asked.getProperty(REPORT, ""));
        try {
            for (String name : asked.getProperty(PREFIX + "measures", "start").split(",")) {
                write(report, line(name, measure(name), stage));
                stage.display().syncExec(stage::close);
            }
        } finally {
            stage.display().asyncExec(() -> window.getWorkbench().close());
        }
    }

    private Measure measure(String name) {
        return switch (name) {
            case "start" -> new StartMeasure(begun(asked), windowSeconds);
            case "surface" -> new SurfaceMeasure();
            case "images" -> new ImagesMeasure();
            case "table" -> new TableMeasure();
            case "open" -> new OpenMeasure(Path.of(asked.getProperty(PREFIX + "file", "")));
            case "click" -> new ClickMeasure(asked.getProperty(PREFIX + "model", ""));
            default -> throw new IllegalArgumentException("there is no measure '" + name + "'");
        };
    }

    private static String line(String name, Measure measure, Stage stage) {
        try {
            return line(name, measure.work(), measure.take(stage));
        } catch (BenchException e) {
            String sentence = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            return String.join("\t", name, measure.work(), "failed=" + sentence);
        }
    }

    static String line(String name, String work, Map<String, Double> facts) {
        StringBuilder line = new StringBuilder(name).append('\t').append(work);
        facts.forEach(
                (key, value) -> line.append(String.format(Locale.ROOT, "\t%s=%s", key, value)));
        return line.toString();
    }

    private static void write(Path report, String line) {
        try {
            Files.write(
                    report, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package theoria.ui.internal.bench;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;

import theoria.runtime.job.RunSpec;
import theoria.ui.internal.result.Results;
import theoria.ui.internal.run.RunBoard;
import theoria.ui.internal.run.RunEntry;
import theoria.ui.internal.viewer.PictureCanvas;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long a click waits until the window handles it while a study works on all cores. */
final class ClickMeasure implements Measure {
    private static final int CLICKS = 40;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(120);
    private static final long PATIENCE_SECONDS = 20;

    private final String model;

    ClickMeasure(String model) {
        this.model = model;
    }

    @Override
    public String work() {
        return "clicks into a loss surface that is being computed on all cores, each from the mouse"
                + " to the end of its handling";
    }

    @Override
    public Map<String, Double> take(Stage stage) throws BenchException {
        RunEntry run = stage.on(() -> start(stage));
        double[] millis = new double[CLICKS];
        for (int i = 0; i < CLICKS; i++) {
            millis[i] = click(stage);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        boolean working = run.state() == RunEntry.State.RUNNING;
        stage.on(
                () -> {
                    RunBoard.get().cancelAll();
                    stage.until("the run to stop", () -> !run.state().alive());
                    return true;
                });
        if (!working) {
            throw new BenchException("the study had ended before the last click");
        }
        return Map.of(
                "median_ms", Statistics.median(millis),
                "max_ms", Statistics.max(millis),
                "clicks", (double) CLICKS);
    }

    private RunEntry start(Stage stage) throws BenchException {
        Map<String, String> parameters = Map.of("grid", "201");
        RunSpec spec =
                new RunSpec(
                        "landscape.surface",
                        List.of(model),
                        List.of("synthdigits"),
                        "",
                        "",
                        1,
                        parameters);
        RunEntry run = RunBoard.get().start(spec);
        Results.open(stage.window().getActivePage(), run);
        stage.until("a first picture", () -> failed(run) || !canvases(stage).isEmpty());
        if (failed(run)) {
            throw new BenchException("the study did not run: " + run.failure().orElse(""));
        }
        return run;
    }

    private static boolean failed(RunEntry run) {
        return run.state() == RunEntry.State.FAILED;
    }

    private static List<PictureCanvas> canvases(Stage stage) {
        return stage.all(PictureCanvas.class).stream().filter(c -> c.paints() > 0).toList();
    }

    /** One click, posted as the mouse posts it, until its listeners have returned. */
    private static double click(Stage stage) throws BenchException {
        CountDownLatch handled = new CountDownLatch(1);
        Listener listener = event -> handled.countDown();
        PictureCanvas canvas =
                stage.on(
                        () ->
                                Stage.required(
                                        canvases(stage), () -> "the picture is no longer there"));
        stage.on(
                () -> {
                    canvas.addListener(SWT.MouseUp, listener); // the last one is called last
                    return true;
                });
        long begun = System.nanoTime();
        stage.display().asyncExec(() -> post(canvas));
        try {
            if (!handled.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new BenchException("a click was not handled");
            }
            return Statistics.millisSince(begun);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("the measurement was interrupted");
        } finally {
            stage.on(
                    () -> {
                        if (!canvas.isDisposed()) {
                            canvas.removeListener(SWT.MouseUp, listener);
                        }
                        return true;
                    });
        }
    }

    private static void post(PictureCanvas canvas) {
        Point middle = canvas.toDisplay(canvas.getSize().x / 2, canvas.getSize().y / 2);
        for (int type : new int[] {SWT.MouseMove, SWT.MouseDown, SWT.MouseUp}) {
            Event event = new Event();
            event.type = type;
            event.x = middle.x;
            event.y = middle.y;
            event.button = type == SWT.MouseMove ? 0 : 1;
            canvas.getDisplay().post(event);
        }
    }
}

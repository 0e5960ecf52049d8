package theoria.ui.internal.bench;

import org.eclipse.swt.widgets.Shell;

import theoria.ui.internal.model.Opening;
import theoria.ui.internal.viewer.PictureCanvas;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How soon a file that is opened shows its first picture: the data as the network will see it. */
final class OpenMeasure implements Measure {
    private static final int TIMES = 3;

    private final Path file;

    OpenMeasure(Path file) {
        this.file = file;
    }

    @Override
    public String work() {
        return "an ONNX file of 10 MB, from the wish to open it to the first picture";
    }

    @Override
    public Map<String, Double> take(Stage stage) throws BenchException {
        double first = open(stage);
        double[] later = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            later[i] = open(stage);
        }
        return Map.of("first_ms", first, "median_ms", Statistics.median(later));
    }

    private double open(Stage stage) throws BenchException {
        long begun = System.nanoTime();
        stage.display().asyncExec(() -> Opening.open(stage.window(), file));
        stage.await("the picture of " + file, () -> !pictures(stage).isEmpty());
        double millis = Statistics.millisSince(begun);
        Shell dialog = stage.on(() -> pictures(stage).get(0).getShell());
        stage.display().asyncExec(dialog::close);
        stage.await("the dialog to close", dialog::isDisposed);
        return millis;
    }

    /** Canvases in dialogs that were painted with a picture. */
    private static List<PictureCanvas> pictures(Stage stage) {
        return stage.all(PictureCanvas.class).stream()
                .filter(canvas -> canvas.paints() > 0)
                .filter(canvas -> canvas.getShell() != stage.window().getShell())
                .toList();
    }
}

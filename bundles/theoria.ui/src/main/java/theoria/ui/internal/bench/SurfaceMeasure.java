package theoria.ui.internal.bench;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;

import theoria.core.study.result.Axis;
import theoria.core.study.result.Surface;
import theoria.draw.View;
import theoria.ui.internal.result.ResultEditor;
import theoria.ui.internal.viewer.PictureCanvas;
import theoria.ui.internal.viewer.PictureViewer;

import java.util.LinkedHashMap;
import java.util.Map;

/** How smoothly a surface in space turns: by dragging, and in full detail. */
final class SurfaceMeasure implements Measure {
    private static final int GRID = 201;
    private static final double SECONDS = 4;
    private static final double WARM_SECONDS = 3;
    private static final int STEP = 3;

    @Override
    public String work() {
        return "a surface of 201x201 points turns in space, its frames as painted";
    }

    @Override
    public Map<String, Double> take(Stage stage) throws BenchException {
        return stage.on(() -> turn(stage));
    }

    private static Map<String, Double> turn(Stage stage) throws BenchException {
        long begun = System.nanoTime();
        ResultEditor editor = stage.open("Surface", surface());
        editor.stack().choose("3-D");
        PictureCanvas canvas = canvas(editor);
        Map<String, Double> facts = new LinkedHashMap<>();
        facts.put("first_paint_ms", stage.painted(canvas, begun));
        stage.framesPerSecond(canvas, WARM_SECONDS, () -> turn(canvas));
        Drag drag = new Drag(canvas);
        drag.begin();
        facts.put("fps_dragging", stage.framesPerSecond(canvas, SECONDS, drag::on));
        drag.end();
        facts.put("fps_full", stage.framesPerSecond(canvas, SECONDS, () -> turn(canvas)));
        facts.put("width", (double) canvas.getSize().x);
        facts.put("height", (double) canvas.getSize().y);
        return facts;
    }

    /** The canvas of the picture in front. */
    static PictureCanvas canvas(ResultEditor editor) throws BenchException {
        return editor.stack()
                .front()
                .filter(PictureViewer.class::isInstance)
                .map(viewer -> ((PictureViewer) viewer).canvas())
                .orElseThrow(() -> new BenchException("the result shows no picture"));
    }

    private static void turn(PictureCanvas canvas) {
        canvas.look(canvas.view().from(canvas.view().camera().turned(STEP, 0)));
    }

    /** A bowl with waves, as landscapes are. */
    private static Surface surface() {
        double[] places = new double[GRID];
        for (int i = 0; i < GRID; i++) {
            places[i] = 2.0 * i / (GRID - 1) - 1;
        }
        double[] values = new double[GRID * GRID];
        for (int row = 0; row < GRID; row++) {
            for (int column = 0; column < GRID; column++) {
                double x = places[column];
                double y = places[row];
                values[row * GRID + column] =
                        2 * (x * x + y * y) + 0.3 * Math.sin(9 * x) * Math.cos(7 * y);
            }
        }
        return Surface.builder("Surface", Axis.of("x"), places, Axis.of("y"), places)
                .layer("value", Axis.of("value"), values)
                .build();
    }

    /** A drag with the first button, by the events a mouse sends. */
    static final class Drag {
        private static final int MARGIN = 40;

        private final PictureCanvas canvas;
        private int x;
        private int direction = 4;

        Drag(PictureCanvas canvas) {
            this.canvas = canvas;
            this.x = canvas.getSize().x / 2;
        }

        void begin() {
            tell(SWT.MouseDown);
        }

        /** Moves on by some points, and back from where the canvas or its picture ends. */
        void on() {
            if (x + direction < MARGIN || x + direction > canvas.getSize().x - MARGIN) {
                direction = -direction;
            }
            View before = canvas.view();
            move();
            if (canvas.view().equals(before)) {
                direction = -direction;
                move();
            }
        }

        private void move() {
            x += direction;
            tell(SWT.MouseMove);
        }

        void end() {
            tell(SWT.MouseUp);
        }

        private void tell(int type) {
            Event event = new Event();
            event.x = x;
            event.y = canvas.getSize().y / 2;
            event.button = 1;
            canvas.notifyListeners(type, event);
        }
    }
}

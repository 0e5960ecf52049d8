package theoria.ui.internal.bench;

import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.Tile;
import theoria.ui.internal.result.ResultEditor;
import theoria.ui.internal.viewer.PictureCanvas;

import java.util.LinkedHashMap;
import java.util.Map;

/** How soon ten thousand images are seen, and how smoothly they are moved. */
final class ImagesMeasure implements Measure {
    private static final int TILES = 10_000;
    private static final int SIDE = 16;
    private static final double SECONDS = 4;
    private static final double CLOSER = 3;

    @Override
    public String work() {
        return "10,000 images of 16x16, opened, then dragged when three times as large";
    }

    @Override
    public Map<String, Double> take(Stage stage) throws BenchException {
        ImageGrid images = images();
        return stage.on(() -> move(stage, images));
    }

    private static Map<String, Double> move(Stage stage, ImageGrid images) throws BenchException {
        long begun = System.nanoTime();
        ResultEditor editor = stage.open("Images", images);
        PictureCanvas canvas = SurfaceMeasure.canvas(editor);
        Map<String, Double> facts = new LinkedHashMap<>();
        facts.put("first_paint_ms", stage.painted(canvas, begun));
        canvas.look(canvas.view().moved(CLOSER, canvas.view().left(), canvas.view().top()));
        SurfaceMeasure.Drag drag = new SurfaceMeasure.Drag(canvas);
        drag.begin();
        facts.put("fps_dragging", stage.framesPerSecond(canvas, SECONDS, drag::on));
        drag.end();
        return facts;
    }

    private static ImageGrid images() {
        ImageGrid.Builder images = ImageGrid.builder("Images");
        for (int tile = 0; tile < TILES; tile++) {
            float[] values = new float[SIDE * SIDE];
            for (int i = 0; i < values.length; i++) {
                int row = i / SIDE;
                values[i] = (float) Math.sin(0.01 * tile + 0.4 * (i % SIDE) + 0.3 * row);
            }
            images.tile(new Tile("example " + tile, 1, SIDE, SIDE, values));
        }
        return images.build();
    }
}

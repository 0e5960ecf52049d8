package theoria.ui.internal.result;

import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.draw.Picture;
import theoria.draw.PictureStyle;
import theoria.draw.Pictures;
import theoria.draw.Range;
import theoria.draw.Scale;
import theoria.draw.View;
import theoria.ui.internal.viewer.PictureCanvas;
import theoria.ui.internal.viewer.Viewed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pictures that are looked at together: one scale, one part, one camera. */
final class Locked implements Viewed {
    private final List<PictureCanvas> canvases;
    private final List<Result> pictures;
    private final List<Surface> surfaces;

    private final Map<Integer, Boolean> needed = new HashMap<>();

    /** As it was asked for: what it leaves open is the same for all where it is shown. */
    private View asked = View.USUAL;

    /** Locks canvases together; what is done to one is done to all. */
    Locked(List<PictureCanvas> canvases, List<Result> pictures) {
        this.canvases = List.copyOf(canvases);
        this.pictures = List.copyOf(pictures);
        surfaces =
                pictures.stream()
                        .filter(Surface.class::isInstance)
                        .map(Surface.class::cast)
                        .toList();
        for (PictureCanvas canvas : canvases) {
            canvas.onView(view -> look(view.over(asked.values()).scaled(asked.valueScale())));
        }
        look(View.USUAL);
    }

    /** Shows each picture on its canvas. */
    void show(boolean dark) {
        for (int i = 0; i < canvases.size(); i++) {
            canvases.get(i).show(pictures.get(i), dark);
        }
    }

    @Override
    public View view() {
        return asked;
    }

    @Override
    public void look(View other) {
        asked = other;
        View shown = surfaces.isEmpty() ? other : shared(other);
        canvases.forEach(canvas -> canvas.keepLooking(shown));
    }

    /** The view with one scale and one range for all surfaces. */
    private View shared(View view) {
        boolean log = logarithmic(view);
        Range common = CommonRange.of(surfaces, view.layer(), log);
        Range range = common.all() ? view.values() : view.values().completed(common, log);
        return view.scaled(log ? Scale.LOGARITHMIC : Scale.LINEAR).over(range);
    }

    private boolean logarithmic(View view) {
        return view.valueScale() == Scale.AUTOMATIC
                ? needed.computeIfAbsent(view.layer(), this::needsLogarithm)
                : view.valueScale() == Scale.LOGARITHMIC;
    }

    /** Whether one of them needs a logarithmic scale, and all of them can have it. */
    private boolean needsLogarithm(int layer) {
        View usual = View.USUAL.ofLayer(layer);
        return CommonRange.of(surfaces, layer, false).from() > 0
                && surfaces.stream()
                        .map(surface -> Pictures.picture(surface, PictureStyle.usual(), usual))
                        .anyMatch(Picture::logarithmic);
    }

    @Override
    public Range values() {
        return surfaces.isEmpty() ? Range.ALL : CommonRange.of(surfaces, asked.layer(), false);
    }

    @Override
    public boolean logarithmic() {
        return !surfaces.isEmpty() && logarithmic(asked);
    }
}

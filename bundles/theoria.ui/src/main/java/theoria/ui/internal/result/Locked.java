package theoria.ui.internal.result;

import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.draw.Picture;
import theoria.draw.PictureStyle;
import theoria.draw.Pictures;
import theoria.draw.Range;
import theoria.draw.View;
import theoria.ui.internal.viewer.PictureCanvas;

import java.util.List;

/** Pictures that are looked at together: one scale, one part, one camera. */
final class Locked {
    private final List<PictureCanvas> canvases;
    private final List<Result> pictures;

    /** Locks canvases together; what is done to one is done to all. */
    Locked(List<PictureCanvas> canvases, List<Result> pictures) {
        this.canvases = List.copyOf(canvases);
        this.pictures = List.copyOf(pictures);
        boolean surfaces = pictures.get(0) instanceof Surface;
        View first = surfaces ? View.USUAL.over(common(pictures)) : View.USUAL;
        for (PictureCanvas canvas : canvases) {
            canvas.keepLooking(first);
            canvas.onView(view -> follow(canvases, canvas, view.equals(View.USUAL) ? first : view));
        }
    }

    /** Shows each picture on its canvas. */
    void show(boolean dark) {
        for (int i = 0; i < canvases.size(); i++) {
            canvases.get(i).show(pictures.get(i), dark);
        }
    }

    private static void follow(List<PictureCanvas> canvases, PictureCanvas leader, View view) {
        for (PictureCanvas other : canvases) {
            if (other != leader || !other.view().equals(view)) {
                other.keepLooking(view);
            }
        }
    }

    private static Range common(List<Result> pictures) {
        PictureStyle style = new PictureStyle(400, 300, false);
        Range common = null;
        for (Result result : pictures) {
            Picture picture = Pictures.picture(result, style, View.USUAL);
            if (!picture.values().all()) {
                common = common == null ? picture.values() : common.with(picture.values());
            }
        }
        return common == null ? Range.ALL : common;
    }
}

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
    private Locked() {}

    /** Shows the pictures on the canvases; what is done to one is done to all. */
    static void together(List<PictureCanvas> canvases, List<Result> pictures, boolean dark) {
        boolean surfaces = pictures.get(0) instanceof Surface;
        View first = surfaces ? View.USUAL.over(common(pictures)) : View.USUAL;
        for (int i = 0; i < canvases.size(); i++) {
            PictureCanvas canvas = canvases.get(i);
            canvas.keepLooking(first);
            canvas.show(pictures.get(i), dark);
            canvas.onView(view -> follow(canvases, canvas, view.equals(View.USUAL) ? first : view));
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

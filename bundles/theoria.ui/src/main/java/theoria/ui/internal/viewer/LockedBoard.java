package theoria.ui.internal.viewer;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

import theoria.draw.View;

import java.util.ArrayList;
import java.util.List;

/**
 * The surfaces of a dashboard, looked at together: what is turned, moved, coloured or chosen in one
 * is so in all that are in the same form, map or space.
 */
final class LockedBoard {
    private final List<PictureCanvas> canvases = new ArrayList<>();

    /** Takes in the pictures that stand in a place, as far as they are not yet. */
    void take(Control place) {
        if (place instanceof PictureCanvas canvas && !canvases.contains(canvas)) {
            canvases.stream()
                    .filter(other -> !other.isDisposed() && alike(other, canvas.view()))
                    .findFirst()
                    .ifPresent(other -> canvas.keepLooking(other.view()));
            canvases.add(canvas);
            canvas.onView(view -> follow(canvas, view));
        } else if (place instanceof Composite parent) {
            for (Control child : parent.getChildren()) {
                take(child);
            }
        }
    }

    private void follow(PictureCanvas leader, View view) {
        for (PictureCanvas canvas : canvases) {
            if (canvas != leader && !canvas.isDisposed() && alike(canvas, view)) {
                canvas.keepLooking(view);
            }
        }
    }

    private static boolean alike(PictureCanvas canvas, View view) {
        return canvas.view().space() == view.space();
    }
}

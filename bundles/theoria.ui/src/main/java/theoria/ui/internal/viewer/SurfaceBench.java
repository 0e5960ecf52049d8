package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Surface;
import theoria.draw.Reading;
import theoria.ui.viewers.ViewerSite;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The pictures of a surface, and beside or below them the curve of its cut as long as there is one.
 */
final class SurfaceBench {
    private static final int[] SHARES = {60, 40};

    /** Two pictures need more, lest their scales have no room for numbers. */
    private static final int[] SHARES_OF_TWO = {68, 32};

    /** A single picture is larger beside its curve than above it, on a page so much wider. */
    private static final double WIDE = 1.4;

    /** Smaller pages, as on dashboards, have no room for a curve. */
    private static final int LEAST_WIDTH = 480;

    private static final int LEAST_HEIGHT = 300;

    private final SashForm split;
    private final SashForm pictures;
    private @Nullable CutStrip strip;

    /** On a page that has a grid of one column. */
    SurfaceBench(Composite page) {
        split = new SashForm(page, SWT.VERTICAL);
        split.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        pictures = new SashForm(split, SWT.HORIZONTAL);
        pictures.addListener(
                SWT.Resize, e -> turn(pictures, pictures.getSize().x >= pictures.getSize().y));
    }

    private static void turn(SashForm form, boolean across) {
        int wanted = across ? SWT.HORIZONTAL : SWT.VERTICAL;
        if (form.getOrientation() != wanted) {
            form.setOrientation(wanted);
        }
    }

    /** Where the pictures stand. */
    Composite pictures() {
        return pictures;
    }

    /** Adds the curve of the cut, hidden until there is one. */
    void addStrip(ViewerSite site, Viewed viewed, Consumer<Optional<Reading.Place>> pointed) {
        strip = new CutStrip(split, site, viewed, pointed);
        split.setWeights(single() ? SHARES : SHARES_OF_TWO);
        reveal();
        split.addListener(SWT.Resize, e -> reveal());
    }

    /** Shows the cut of a surface, if there is one. */
    void cut(Surface surface) {
        CutStrip curve = strip;
        if (curve != null) {
            curve.show(surface);
            reveal();
        }
    }

    private boolean single() {
        return Arrays.stream(pictures.getChildren()).filter(PictureCanvas.class::isInstance).count()
                == 1;
    }

    private void reveal() {
        Point size = split.getSize();
        boolean beside = single() && size.x > WIDE * size.y;
        turn(split, beside);
        boolean room = beside ? size.x >= LEAST_WIDTH : size.y >= LEAST_HEIGHT;
        CutStrip curve = strip;
        if (curve != null && curve.appear(curve.shows() && room)) {
            split.layout(true);
        }
    }

    /** Follows the brightness of the window. */
    void dark(boolean dark) {
        CutStrip curve = strip;
        if (curve != null) {
            curve.dark(dark);
        }
    }
}

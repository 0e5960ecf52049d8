package theoria.ui.internal.viewer;

import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.draw.Reading;
import theoria.draw.View;
import theoria.ui.viewers.Selection;

/** A surface as a map or in space: which quantity, scale of its values, colours. */
public abstract class SurfaceViewer extends PictureViewer {
    private final boolean space;
    private SurfaceSwitches switches;

    SurfaceViewer(boolean space) {
        this.space = space;
    }

    /** The map with contour lines. */
    public static final class Map extends SurfaceViewer {
        /** A map. */
        public Map() {
            super(false);
        }
    }

    /** The surface in space. */
    public static final class Space extends SurfaceViewer {
        /** In space. */
        public Space() {
            super(true);
        }
    }

    @Override
    public boolean shows(Result result) {
        return result instanceof Surface surface
                && (!space || surface.x().length > 1 && surface.y().length > 1);
    }

    @Override
    protected View first(View usual) {
        return usual.inSpace(space);
    }

    @Override
    protected void addSwitches() {
        switches = new SurfaceSwitches(tools(), canvas());
        if (space) {
            switches.addHeight();
        }
    }

    @Override
    protected void showing(Result result) {
        if (result instanceof Surface surface) {
            switches.offer(surface);
        }
    }

    @Override
    protected Selection selected(Reading reading, Selection current) {
        return reading.place().map(p -> current.ofPoint(p.x(), p.y())).orElse(current);
    }
}

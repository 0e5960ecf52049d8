package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.KeyEvent;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.draw.Reading;
import theoria.draw.Snapshot;
import theoria.draw.View;
import theoria.ui.viewers.Selection;

import java.util.Optional;

/**
 * A surface as a map, in space, or both: which quantity, scale of its values, colours; cut along a
 * line, with arrows and standard errors, and its path point by point.
 */
public abstract class SurfaceViewer extends PictureViewer {
    private final Form form;
    private SurfaceSwitches switches;
    private OverlaySwitches overlays;
    private SurfaceBench bench;
    private PathPlayer player;
    private Viewed viewed;
    private @Nullable PictureCanvas second;
    private @Nullable CutPen cuts;
    private @Nullable Surface settled;
    private View settledView = View.USUAL;

    SurfaceViewer(Form form) {
        this.form = form;
    }

    /** How a surface is shown. */
    enum Form {
        MAP,
        SPACE,
        BOTH
    }

    /** The map with contour lines. */
    public static final class Map extends SurfaceViewer {
        /** A map. */
        public Map() {
            super(Form.MAP);
        }
    }

    /** The surface in space. */
    public static final class Space extends SurfaceViewer {
        /** In space. */
        public Space() {
            super(Form.SPACE);
        }
    }

    /** The map, and beside it the surface in space. */
    public static final class Both extends SurfaceViewer {
        /** Both. */
        public Both() {
            super(Form.BOTH);
        }
    }

    @Override
    public boolean shows(Result result) {
        return result instanceof Surface surface
                && (form == Form.MAP || surface.x().length > 1 && surface.y().length > 1);
    }

    @Override
    protected View first(View usual) {
        return usual.inSpace(form == Form.SPACE);
    }

    @Override
    protected Composite place(Composite page) {
        bench = new SurfaceBench(page);
        return bench.pictures();
    }

    @Override
    protected void addSwitches() {
        viewed = form == Form.BOTH ? together() : canvas();
        switches = new SurfaceSwitches(tools(), viewed);
        if (form != Form.MAP) {
            switches.addHeight();
        }
        overlays = new OverlaySwitches(moreTools(), viewed);
        if (form != Form.SPACE) {
            CutPen pen = new CutPen(canvas(), viewed);
            cuts = pen;
            overlays.addCut(pen);
            overlays.addArrows();
        }
        overlays.addBand();
    }

    private Together together() {
        PictureCanvas space =
                new PictureCanvas(
                        bench.pictures(),
                        reading -> {
                            super.hover(reading);
                            canvas().point(reading.flatMap(Reading::place));
                        },
                        this::click);
        second = space;
        space.keepLooking(canvas().view().inSpace(true));
        PictureMenu.put(space, site());
        return new Together(canvas(), space);
    }

    @Override
    protected void created(Composite page) {
        player = new PathPlayer(page, viewed);
        CutPen pen = cuts;
        if (pen != null) {
            canvas().drawWith(pen);
            pen.addTo(canvas().getMenu());
            bench.addStrip(site(), viewed, this::point);
        }
        canvas().onKey(this::key);
        PictureCanvas space = second;
        if (space != null) {
            space.onKey(this::key);
            mark(space, site().selection().current());
        }
        if (viewed instanceof Together both) {
            both.onLooked(this::looked);
        } else {
            canvas().onLooked(this::looked);
        }
    }

    private boolean key(KeyEvent event) {
        boolean plain = (event.stateMask & (SWT.MOD1 | SWT.MOD3)) == 0;
        CutPen pen = cuts;
        return plain && (pen != null && pen.key(event) || player.key(event));
    }

    /** After it is looked at in another way: dragging and turning must cost nothing here. */
    private void looked() {
        Optional<Surface> surface =
                result().filter(Surface.class::isInstance).map(Surface.class::cast);
        View still = viewed.view().whole();
        if (surface.isPresent() && (surface.get() != settled || !still.equals(settledView))) {
            settled = surface.get();
            settledView = still;
            overlays.offer(surface.get());
            player.offer(surface.get());
            bench.cut(surface.get());
        }
    }

    @Override
    public void show(Result result) {
        PictureCanvas space = second;
        if (space != null) {
            space.show(result, site().dark());
        }
        super.show(result);
    }

    @Override
    protected void showing(Result result) {
        if (result instanceof Surface surface) {
            CutPen pen = cuts;
            if (pen != null) {
                pen.over(surface);
            }
            switches.offer(surface);
            bench.dark(site().dark());
            looked();
        }
    }

    @Override
    protected void showEverything() {
        viewed.look(viewed.view().whole());
    }

    @Override
    protected void hover(Optional<Reading> reading) {
        super.hover(reading);
        PictureCanvas space = second;
        if (space != null) {
            space.point(reading.flatMap(Reading::place));
        }
    }

    /** Marks a place that the pointer is at on the curve of the cut. */
    private void point(Optional<Reading.Place> place) {
        canvas().point(place);
        PictureCanvas space = second;
        if (space != null) {
            space.point(place);
        }
    }

    @Override
    protected void mark(PictureCanvas where, Selection selection) {
        super.mark(where, selection);
        PictureCanvas space = second;
        if (space != null && where != space) {
            super.mark(space, selection);
        }
    }

    @Override
    protected Selection selected(Reading reading, Selection current) {
        return reading.place().map(p -> current.ofPoint(p.x(), p.y())).orElse(current);
    }

    @Override
    public boolean copyPicture() {
        return viewed instanceof Together both ? both.toClipboard() : super.copyPicture();
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return viewed instanceof Together both ? both.snapshot(site()) : super.snapshot();
    }

    @Override
    public void dispose() {
        super.dispose();
        player.dispose();
    }
}

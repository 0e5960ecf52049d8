package theoria.ui.internal.viewer;

import org.eclipse.swt.graphics.Rectangle;

import theoria.draw.Picture;
import theoria.draw.PictureStyle;
import theoria.draw.Range;
import theoria.draw.Snapshot;
import theoria.draw.View;
import theoria.ui.viewers.ViewerSite;

import java.awt.Graphics2D;
import java.util.Optional;

/**
 * A surface as a map and in space, looked at together: quantity, colours, scale, range and what is
 * laid over it are the same; the map keeps its part, space its direction.
 */
final class Together implements Viewed {
    private final PictureCanvas map;
    private final PictureCanvas space;
    private Runnable looked = () -> {};

    Together(PictureCanvas map, PictureCanvas space) {
        this.map = map;
        this.space = space;
        map.onLooked(
                () -> {
                    space.keepLooking(inSpace(map.view(), space.view()));
                    looked.run();
                });
        space.onLooked(() -> map.keepLooking(onMap(space.view(), map.view())));
    }

    /** Runs this after it is looked at in another way. */
    void onLooked(Runnable listener) {
        looked = listener;
    }

    /** What space takes over from a view of the map; its own direction stays. */
    static View inSpace(View map, View space) {
        return map.inSpace(true).window(Range.ALL, Range.ALL).from(space.camera());
    }

    /** What the map takes over from a view in space; its own part stays. */
    static View onMap(View space, View map) {
        return space.inSpace(false).window(map.x(), map.y()).from(map.camera());
    }

    /** As the map is looked at, from where space is looked at. */
    @Override
    public View view() {
        return map.view().from(space.view().camera());
    }

    @Override
    public void look(View other) {
        space.look(inSpace(other, other));
        map.look(other.inSpace(false).from(map.view().camera()));
    }

    @Override
    public Range values() {
        return map.values();
    }

    @Override
    public boolean logarithmic() {
        return map.logarithmic();
    }

    /** Both as one picture on the clipboard; false if there is none. */
    boolean toClipboard() {
        Rectangle area = area();
        boolean there = map.picture().isPresent() && space.picture().isPresent();
        if (there) {
            Blit.toClipboard(map.getDisplay(), area.width, area.height, this::paint);
        }
        return there;
    }

    /** What holds both, in the coordinates of their parent. */
    private Rectangle area() {
        return map.getBounds().union(space.getBounds());
    }

    private void paint(Graphics2D canvas) {
        map.picture().ifPresent(picture -> paint(canvas, map, picture));
        space.picture().ifPresent(picture -> paint(canvas, space, picture));
    }

    private void paint(Graphics2D canvas, PictureCanvas where, Picture picture) {
        Rectangle area = area();
        Graphics2D own = (Graphics2D) canvas.create();
        own.translate(where.getBounds().x - area.x, where.getBounds().y - area.y);
        picture.paint(own);
        own.dispose();
    }

    /** Both as one picture, light, for a file; empty if there is none. */
    Optional<Snapshot> snapshot(ViewerSite site) {
        Optional<Snapshot> left = map.snapshot(site);
        Optional<Snapshot> right = space.snapshot(site);
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        Rectangle area = area();
        Rectangle first = map.getBounds();
        Rectangle second = space.getBounds();
        return left.map(
                one ->
                        new Snapshot(
                                one.title(),
                                new PictureStyle(area.width, area.height, false),
                                canvas -> {
                                    paint(canvas, one, first.x - area.x, first.y - area.y);
                                    paint(
                                            canvas,
                                            right.get(),
                                            second.x - area.x,
                                            second.y - area.y);
                                },
                                one.caption(),
                                one.provenance()));
    }

    private static void paint(Graphics2D canvas, Snapshot part, int x, int y) {
        Graphics2D own = (Graphics2D) canvas.create();
        own.translate(x, y);
        part.painter().accept(own);
        own.dispose();
    }
}

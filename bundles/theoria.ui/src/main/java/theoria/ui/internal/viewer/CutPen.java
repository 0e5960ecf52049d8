package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.KeyEvent;
import org.eclipse.swt.events.MouseEvent;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Surface;
import theoria.core.study.result.SurfaceCut;
import theoria.draw.Picture;
import theoria.draw.Reading;
import theoria.draw.View;

import java.awt.geom.Point2D;
import java.util.Optional;

/**
 * Draws the line along which a surface is cut: dragging draws it while there is one, or with Shift;
 * near an end it moves that end. With the keys: A and B put an end at the selected point.
 */
final class CutPen implements Pen {
    /** Pixels from an end within which a drag moves it. */
    private static final double NEAR = 10;

    private final PictureCanvas map;
    private final Viewed viewed;
    private @Nullable Surface surface;

    /** The end that stays while the other one is dragged. */
    private Reading.Place anchor = new Reading.Place(0, 0);

    private boolean draggingA;

    CutPen(PictureCanvas map, Viewed viewed) {
        this.map = map;
        this.viewed = viewed;
    }

    /** Draws over this surface from now on. */
    void over(Surface newest) {
        surface = newest;
    }

    private Optional<SurfaceCut> cut() {
        return viewed.view().overlay().cut();
    }

    private void cut(SurfaceCut wanted) {
        Surface under = surface;
        if (under == null) {
            return;
        }
        SurfaceCut line = wanted.within(under);
        if (line.fromX() != line.toX() || line.fromY() != line.toY()) {
            put(Optional.of(line));
        }
    }

    private void put(Optional<SurfaceCut> line) {
        View view = viewed.view();
        viewed.look(view.with(view.overlay().along(line)));
    }

    /** Cuts through the selected point, or the middle, or no longer. */
    void turn(boolean on) {
        Surface under = surface;
        if (!on) {
            put(Optional.empty());
        } else if (under != null && cut().isEmpty()) {
            double[] x = under.x();
            double[] y = under.y();
            double middle = (y[0] + y[y.length - 1]) / 2;
            double height = map.marked().map(Reading.Place::y).orElse(middle);
            boolean high = x.length == 1;
            cut(
                    high
                            ? new SurfaceCut(x[0], y[0], x[0], y[y.length - 1])
                            : new SurfaceCut(x[0], height, x[x.length - 1], height));
        }
    }

    @Override
    public boolean down(MouseEvent event) {
        boolean shift = (event.stateMask & SWT.SHIFT) != 0;
        Optional<SurfaceCut> line = cut();
        Optional<Picture> shown = map.picture();
        Optional<Reading.Place> here = shown.flatMap(p -> p.place(event.x, event.y));
        boolean inside = shown.flatMap(p -> p.at(event.x, event.y)).isPresent();
        if (here.isEmpty() || !inside || !shift && line.isEmpty()) {
            return false;
        }
        anchor = here.get();
        draggingA = false;
        line.ifPresent(cut -> take(cut, shown.get(), event));
        return true;
    }

    /** Takes hold of an end that is near. */
    private void take(SurfaceCut cut, Picture shown, MouseEvent event) {
        Reading.Place a = new Reading.Place(cut.fromX(), cut.fromY());
        Reading.Place b = new Reading.Place(cut.toX(), cut.toY());
        if (near(shown.find(b), event)) {
            anchor = a;
        } else if (near(shown.find(a), event)) {
            anchor = b;
            draggingA = true;
        }
    }

    private static boolean near(Optional<Point2D> end, MouseEvent event) {
        return end.filter(p -> p.distance(event.x, event.y) <= NEAR).isPresent();
    }

    @Override
    public void to(int x, int y) {
        map.picture()
                .flatMap(p -> p.place(x, y))
                .ifPresent(
                        p ->
                                cut(
                                        draggingA
                                                ? new SurfaceCut(
                                                        p.x(), p.y(), anchor.x(), anchor.y())
                                                : new SurfaceCut(
                                                        anchor.x(), anchor.y(), p.x(), p.y())));
    }

    /** Whether a key was meant for the cut. */
    boolean key(KeyEvent event) {
        if (event.keyCode == SWT.ESC && cut().isPresent()) {
            turn(false);
            return true;
        }
        char key = Character.toLowerCase(event.character);
        if (key == 'a' || key == 'b') {
            put(key == 'a');
            return true;
        }
        return false;
    }

    /** Puts an end at the selected point; a line that begins so leads through the middle. */
    private void put(boolean a) {
        Surface under = surface;
        Optional<Reading.Place> marked = map.marked();
        if (under == null || marked.isEmpty()) {
            return;
        }
        double x = marked.get().x();
        double y = marked.get().y();
        SurfaceCut line = cut().orElseGet(() -> opposite(under, x, y, a));
        cut(a ? line.from(x, y) : line.to(x, y));
    }

    private static SurfaceCut opposite(Surface surface, double x, double y, boolean a) {
        double otherX = surface.x()[0] + surface.x()[surface.x().length - 1] - x;
        double otherY = surface.y()[0] + surface.y()[surface.y().length - 1] - y;
        boolean middle = Double.compare(otherX, x) == 0 && Double.compare(otherY, y) == 0;
        double endX = middle ? surface.x()[a ? surface.x().length - 1 : 0] : otherX;
        return a ? new SurfaceCut(x, y, endX, otherY) : new SurfaceCut(endX, otherY, x, y);
    }

    /** Adds what can be done with the cut to the menu of the map. */
    void addTo(Menu menu) {
        new MenuItem(menu, SWT.SEPARATOR);
        MenuItem from = add(menu, "Cut from here\tA", () -> put(true));
        MenuItem to = add(menu, "Cut to here\tB", () -> put(false));
        MenuItem none = add(menu, "Remove the cut\tEsc", () -> turn(false));
        menu.addListener(
                SWT.Show,
                e -> {
                    from.setEnabled(map.marked().isPresent());
                    to.setEnabled(map.marked().isPresent());
                    none.setEnabled(cut().isPresent());
                });
    }

    private static MenuItem add(Menu menu, String label, Runnable action) {
        MenuItem item = new MenuItem(menu, SWT.PUSH);
        item.setText(label);
        item.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> action.run()));
        return item;
    }
}

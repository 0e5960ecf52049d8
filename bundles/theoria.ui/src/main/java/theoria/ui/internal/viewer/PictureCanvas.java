package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.KeyEvent;
import org.eclipse.swt.events.KeyListener;
import org.eclipse.swt.events.MouseEvent;
import org.eclipse.swt.events.MouseListener;
import org.eclipse.swt.events.MouseTrackListener;
import org.eclipse.swt.events.PaintEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Result;
import theoria.draw.Picture;
import theoria.draw.PictureStyle;
import theoria.draw.Pictures;
import theoria.draw.Range;
import theoria.draw.Reading;
import theoria.draw.Snapshot;
import theoria.draw.View;
import theoria.ui.viewers.ViewerSite;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The picture of a result: the wheel comes closer to the pointer, dragging moves or turns, a double
 * click resets; with the keys: arrows, plus and minus, 0, and i, j, k, l to select. What lies
 * beneath the pointer is told.
 */
public final class PictureCanvas extends Canvas implements Viewed {
    private static final double WHEEL = 1.15;
    private static final double KEY_STEP = 30;
    private static final int RING = 6;
    private static final int CROSS = 8;
    private static final int FAR = 5;

    private final Consumer<Optional<Reading>> hover;
    private final Consumer<Reading> click;
    private Consumer<View> changed = view -> {};
    private Runnable looked = () -> {};
    private Consumer<Optional<Reading.Place>> pointing = place -> {};
    private Predicate<KeyEvent> keys = event -> false;
    private Optional<Pen> pen = Optional.empty();
    private boolean drawing;
    private @Nullable Result result;
    private View view = View.USUAL;
    private boolean dark;
    private @Nullable Picture picture;

    /**
     * The picture before: what it prepared is used again by the next one as long as it is there.
     */
    private @Nullable Picture former;

    private @Nullable Image image;
    private Predicate<String> markedLabel = label -> false;
    private Optional<Reading.Place> markedPlace = Optional.empty();
    private Optional<Reading.Place> pointedPlace = Optional.empty();
    private boolean dragging;
    private boolean moved;
    private int dragX;
    private int dragY;
    private long paints;

    /**
     * Makes the canvas.
     *
     * @param hover hears what lies beneath the pointer
     * @param click hears what was clicked
     */
    public PictureCanvas(
            Composite parent, Consumer<Optional<Reading>> hover, Consumer<Reading> click) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        this.hover = hover;
        this.click = click;
        addPaintListener(this::paint);
        addListener(SWT.Resize, event -> forget());
        addListener(SWT.Dispose, event -> forget());
        addMouseWheelListener(event -> zoom(Math.pow(WHEEL, event.count / 3.0), event.x, event.y));
        addMouseMoveListener(this::move);
        addMouseListener(
                MouseListener.mouseDownAdapter(
                        event -> {
                            if (event.button == 1) {
                                press(event);
                            } else if (event.button == 3) {
                                select(event); // the menu speaks of what lies beneath
                            }
                        }));
        addMouseListener(MouseListener.mouseUpAdapter(this::release));
        addMouseListener(MouseListener.mouseDoubleClickAdapter(event -> showEverything()));
        addMouseTrackListener(MouseTrackListener.mouseExitAdapter(e -> leave()));
        addKeyListener(KeyListener.keyPressedAdapter(this::key));
        addTraverseListener(
                event -> {
                    // arrows and letters are the picture's own
                    event.doit =
                            event.detail == SWT.TRAVERSE_TAB_NEXT
                                    || event.detail == SWT.TRAVERSE_TAB_PREVIOUS
                                    || event.detail == SWT.TRAVERSE_PAGE_NEXT
                                    || event.detail == SWT.TRAVERSE_PAGE_PREVIOUS;
                });
        addListener(SWT.FocusIn, event -> redraw());
        addListener(SWT.FocusOut, event -> redraw());
    }

    private void leave() {
        hover.accept(Optional.empty());
        pointing.accept(Optional.empty());
    }

    /** Hears when the person looks at the picture in another way. */
    public void onView(Consumer<View> listener) {
        changed = listener;
    }

    /** Runs this after it is looked at in another way, whoever asked for it. */
    void onLooked(Runnable listener) {
        looked = listener;
    }

    /** Hears which place of the axes the pointer is at; of none when it leaves. */
    void onPointing(Consumer<Optional<Reading.Place>> listener) {
        pointing = listener;
    }

    /** Asks this first about each key; what it takes does nothing else. */
    void onKey(Predicate<KeyEvent> taker) {
        keys = taker;
    }

    /** Asks this first about each drag. */
    void drawWith(Pen drawn) {
        pen = Optional.of(drawn);
    }

    /** Shows a result in the way it is looked at already. */
    public void show(Result shown, boolean onDark) {
        result = shown;
        dark = onDark;
        forget();
        redraw();
    }

    @Override
    public void look(View other) {
        keepLooking(other);
        changed.accept(other);
    }

    /** Looks at it in another way without telling. */
    public void keepLooking(View other) {
        if (other.space() != view.space() || !other.equals(view)) {
            view = other;
            forget();
            redraw();
            looked.run();
        }
    }

    /** Marks a place that the pointer is at elsewhere; none if empty. */
    void point(Optional<Reading.Place> place) {
        if (!isDisposed() && !place.equals(pointedPlace)) {
            pointedPlace = place;
            redraw();
        }
    }

    /** The place that is marked as selected. */
    Optional<Reading.Place> marked() {
        return markedPlace;
    }

    /** The picture as it is shown, if there is one. */
    Optional<Picture> picture() {
        return picture(getClientArea());
    }

    /**
     * Marks what is selected.
     *
     * @param label of the item, which is moved into sight
     * @param place of the axes
     */
    public void mark(Predicate<String> label, Optional<Reading.Place> place) {
        markedLabel = label;
        markedPlace = place;
        picture(getClientArea()).flatMap(p -> p.revealing(label)).ifPresent(this::look);
        redraw();
    }

    /** Looks at all of it again, from the usual place; what is shown and its colours stay. */
    public void showEverything() {
        look(view.whole());
    }

    @Override
    public View view() {
        return view;
    }

    @Override
    public Range values() {
        return sized().map(Picture::values).orElse(Range.ALL);
    }

    @Override
    public boolean logarithmic() {
        return sized().filter(Picture::logarithmic).isPresent();
    }

    /** The picture, before there is room for it in the usual size: its numbers are the same. */
    private Optional<Picture> sized() {
        Optional<Picture> own = picture(getClientArea());
        return own.isPresent() || result == null
                ? own
                : Optional.of(Pictures.picture(result, PictureStyle.usual(), view));
    }

    /** How often it was painted on the screen. */
    public long paints() {
        return paints;
    }

    /** Puts the picture as it is shown on the clipboard; false if there is none. */
    public boolean toClipboard() {
        Rectangle area = getClientArea();
        Optional<Picture> shown = picture(area);
        if (shown.isEmpty()) {
            return false;
        }
        Blit.toClipboard(getDisplay(), area.width, area.height, shown.get()::paint);
        return true;
    }

    /** The picture as it is looked at, light, for a file; empty if there is none. */
    public Optional<Snapshot> snapshot(ViewerSite site) {
        Result shown = result;
        Rectangle area = getClientArea();
        if (shown == null || area.width <= 0 || area.height <= 0) {
            return Optional.empty();
        }
        return Optional.of(
                Snapshot.of(
                        shown,
                        view,
                        new PictureStyle(area.width, area.height, false),
                        site.caption(),
                        site.provenance()));
    }

    private void forget() {
        if (picture != null) {
            former = picture;
        }
        picture = null;
        if (image != null) {
            image.dispose();
            image = null;
        }
    }

    private Optional<Picture> picture(Rectangle area) {
        Result shown = result;
        if (shown == null || area.width <= 0 || area.height <= 0) {
            return Optional.empty();
        }
        Picture made = picture;
        if (made == null) {
            PictureStyle style = new PictureStyle(area.width, area.height, dark);
            made = Pictures.picture(shown, style, view);
            picture = made;
            former = null;
        }
        return Optional.of(made);
    }

    private void paint(PaintEvent event) {
        Rectangle area = getClientArea();
        Optional<Picture> shown = picture(area);
        if (shown.isEmpty()) {
            event.gc.fillRectangle(area);
            return;
        }
        Image ready = image;
        if (ready == null) {
            int zoom = getMonitor().getZoom();
            BufferedImage painted =
                    Blit.paint(area.width, area.height, zoom, dragging, shown.get()::paint);
            ready = Blit.image(getDisplay(), painted, zoom);
            image = ready;
        }
        event.gc.drawImage(ready, 0, 0);
        paintMarks(event.gc, shown.get());
        if (isFocusControl()) {
            focusRing(event.gc, area);
        }
        paints++;
    }

    /** On the screen only: what is selected is no part of the picture. */
    private void paintMarks(GC gc, Picture shown) {
        gc.setForeground(getDisplay().getSystemColor(SWT.COLOR_LIST_SELECTION));
        gc.setLineWidth(3);
        shown.find(markedLabel)
                .map(Rectangle2D::getBounds)
                .ifPresent(r -> gc.drawRectangle(r.x - 2, r.y - 2, r.width + 3, r.height + 3));
        markedPlace
                .flatMap(shown::find)
                .ifPresent(
                        p ->
                                paintPoint(
                                        gc,
                                        (int) Math.round(p.getX()),
                                        (int) Math.round(p.getY())));
        pointedPlace.flatMap(shown::find).ifPresent(p -> paintCross(gc, p));
        gc.setLineWidth(1);
    }

    /** A cross that is seen on any colour. */
    private void paintCross(GC gc, Point2D at) {
        int x = (int) Math.round(at.getX());
        int y = (int) Math.round(at.getY());
        for (int width = 3; width > 0; width -= 2) {
            gc.setForeground(
                    getDisplay().getSystemColor(width > 1 ? SWT.COLOR_WHITE : SWT.COLOR_BLACK));
            gc.setLineWidth(width);
            gc.drawLine(x - CROSS, y, x + CROSS, y);
            gc.drawLine(x, y - CROSS, x, y + CROSS);
        }
    }

    /** A ring that is seen on any colour. */
    private void paintPoint(GC gc, int x, int y) {
        gc.setForeground(getDisplay().getSystemColor(SWT.COLOR_WHITE));
        gc.setLineWidth(4);
        gc.drawOval(x - RING, y - RING, 2 * RING, 2 * RING);
        gc.setForeground(getDisplay().getSystemColor(SWT.COLOR_BLACK));
        gc.setLineWidth(2);
        gc.drawOval(x - RING, y - RING, 2 * RING, 2 * RING);
    }

    private void focusRing(GC gc, Rectangle area) {
        gc.setForeground(getDisplay().getSystemColor(SWT.COLOR_LIST_SELECTION));
        gc.drawRectangle(0, 0, area.width - 1, area.height - 1);
    }

    private void zoom(double factor, int x, int y) {
        picture(getClientArea()).ifPresent(shown -> look(shown.zoomed(factor, x, y)));
    }

    private void press(MouseEvent event) {
        setFocus();
        dragging = true;
        moved = false;
        dragX = event.x;
        dragY = event.y;
        drawing = pen.filter(p -> p.down(event)).isPresent();
    }

    private void release(MouseEvent event) {
        if (!dragging || event.button != 1) {
            return;
        }
        dragging = false;
        if (moved) {
            forget();
            redraw(); // in full detail again
        } else {
            select(event);
        }
    }

    private void select(MouseEvent event) {
        picture(getClientArea()).flatMap(p -> p.at(event.x, event.y)).ifPresent(click);
    }

    private void move(MouseEvent event) {
        Optional<Picture> shown = picture(getClientArea());
        if (shown.isEmpty()) {
            return;
        }
        if (dragging) {
            if (moved || Math.abs(event.x - dragX) + Math.abs(event.y - dragY) > 3) {
                moved = true;
                drag(shown.get(), event);
            }
            return;
        }
        hover.accept(shown.get().at(event.x, event.y));
        pointing.accept(shown.get().place(event.x, event.y));
    }

    private void drag(Picture shown, MouseEvent event) {
        if (drawing) {
            pen.ifPresent(p -> p.to(event.x, event.y));
        } else {
            look(shown.dragged(event.x - dragX, event.y - dragY));
        }
        dragX = event.x;
        dragY = event.y;
    }

    private void key(KeyEvent event) {
        if (keys.test(event)) {
            return;
        }
        Rectangle area = getClientArea();
        switch (event.keyCode) {
            case SWT.ARROW_LEFT -> drag(KEY_STEP, 0);
            case SWT.ARROW_RIGHT -> drag(-KEY_STEP, 0);
            case SWT.ARROW_UP -> drag(0, KEY_STEP);
            case SWT.ARROW_DOWN -> drag(0, -KEY_STEP);
            case SWT.HOME -> showEverything();
            default -> {
                if (event.character == '+' || event.character == '=') {
                    zoom(WHEEL, area.width / 2, area.height / 2);
                } else if (event.character == '-') {
                    zoom(1 / WHEEL, area.width / 2, area.height / 2);
                } else if (event.character == '0') {
                    showEverything();
                } else if ((event.stateMask & (SWT.MOD1 | SWT.MOD3)) == 0) {
                    PictureSteps.of(event.character)
                            .ifPresent(way -> step(way, Character.isUpperCase(event.character)));
                }
            }
        }
    }

    /** Selects the next item on a way, or the fifth; what is out of sight is moved into it. */
    private void step(PictureSteps way, boolean far) {
        for (int i = 0; i < (far ? FAR : 1); i++) {
            Optional<Reading> next = next(way);
            if (next.isEmpty()) {
                drag(-way.across() * KEY_STEP, -way.down() * KEY_STEP);
                next = next(way);
            }
            next.ifPresent(click);
        }
    }

    private Optional<Reading> next(PictureSteps way) {
        Rectangle area = getClientArea();
        Point2D middle = new Point2D.Double(area.width / 2.0, area.height / 2.0);
        return picture(area).flatMap(p -> way.next(p, marked(p).orElse(middle)));
    }

    private Optional<Point2D> marked(Picture shown) {
        Optional<Point2D> item =
                shown.find(markedLabel)
                        .map(r -> new Point2D.Double(r.getCenterX(), r.getCenterY()));
        return item.isPresent() ? item : markedPlace.flatMap(shown::find);
    }

    private void drag(double byX, double byY) {
        picture(getClientArea()).ifPresent(shown -> look(shown.dragged(byX, byY)));
    }
}

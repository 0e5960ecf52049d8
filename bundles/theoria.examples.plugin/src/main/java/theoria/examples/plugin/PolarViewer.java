package theoria.examples.plugin;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Curves;
import theoria.core.study.result.Result;
import theoria.core.study.result.Series;
import theoria.ui.viewers.ResultViewer;
import theoria.ui.viewers.ViewerSite;

import java.util.List;

/** Curves in polar coordinates: for responses to directions and phases. Hovering reads a point. */
public final class PolarViewer implements ResultViewer {
    private static final int MARGIN = 36;
    private static final int REACH = 12;
    private static final int RINGS = 4;
    private static final int SPOKES = 12;
    private static final int LEGEND = 8;

    /** Of Okabe and Ito, told apart by the colour-blind too; yellow left out. */
    private static final List<Color> CURVES =
            List.of(
                    new Color(0, 114, 178),
                    new Color(213, 94, 0),
                    new Color(0, 158, 115),
                    new Color(204, 121, 167),
                    new Color(230, 159, 0),
                    new Color(86, 180, 233));

    private @Nullable Canvas canvas;
    private @Nullable ViewerSite site;
    private @Nullable Curves curves;

    @Override
    public void create(Composite parent, ViewerSite itsSite) {
        Canvas made = new Canvas(parent, SWT.DOUBLE_BUFFERED);
        made.addPaintListener(event -> paint(event.gc, made.getClientArea()));
        made.addListener(SWT.MouseMove, event -> read(event.x, event.y, made.getClientArea()));
        made.addListener(SWT.MouseExit, event -> itsSite.reading(""));
        canvas = made;
        site = itsSite;
    }

    @Override
    public void show(Result result) {
        curves = (Curves) result;
        if (canvas != null) {
            canvas.redraw();
        }
    }

    @Override
    public void setFocus() {
        if (canvas != null) {
            canvas.setFocus();
        }
    }

    private void paint(GC gc, Rectangle area) {
        boolean dark = site != null && site.dark();
        Color ink = dark ? new Color(220, 220, 220) : new Color(40, 40, 40);
        gc.setAntialias(SWT.ON);
        gc.setBackground(dark ? new Color(30, 30, 30) : new Color(255, 255, 255));
        gc.fillRectangle(area);
        gc.setForeground(ink);
        Curves shown = curves;
        if (shown == null) {
            return;
        }
        PolarScale scale = new PolarScale(shown);
        if (scale.empty()) {
            gc.drawText("no points", MARGIN, MARGIN, true);
            return;
        }
        Circle circle = Circle.within(area);
        grid(gc, circle, scale, dark ? new Color(80, 80, 80) : new Color(210, 210, 210), ink);
        for (int i = 0; i < shown.series().size(); i++) {
            gc.setForeground(CURVES.get(i % CURVES.size()));
            curve(gc, circle, scale, shown.series().get(i));
        }
        legend(gc, shown, ink);
    }

    private static void grid(GC gc, Circle circle, PolarScale scale, Color grid, Color ink) {
        for (int ring = 1; ring <= RINGS; ring++) {
            int radius = circle.radius() * ring / RINGS;
            gc.setForeground(grid);
            gc.drawOval(circle.x() - radius, circle.y() - radius, 2 * radius, 2 * radius);
        }
        for (int spoke = 0; spoke < SPOKES; spoke++) {
            double angle = 2 * Math.PI * spoke / SPOKES;
            Point end = circle.at(new PolarScale.Place(Math.sin(angle), -Math.cos(angle)));
            gc.setForeground(grid);
            gc.drawLine(circle.x(), circle.y(), end.x, end.y);
            gc.setForeground(ink);
            double out = 1 + 14.0 / circle.radius();
            Point label =
                    circle.at(new PolarScale.Place(out * Math.sin(angle), -out * Math.cos(angle)));
            centred(gc, number(scale.abscissaAt((double) spoke / SPOKES)), label);
        }
        for (int ring = 1; ring <= RINGS; ring++) {
            double radius = (double) ring / RINGS;
            String text = number(scale.ordinateAt(radius));
            centred(gc, text, circle.at(new PolarScale.Place(radius * -0.13, radius * -0.99)));
        }
    }

    private static void curve(GC gc, Circle circle, PolarScale scale, Series one) {
        gc.setLineWidth(2);
        Point last = null;
        for (int i = 0; i < one.y().length; i++) {
            PolarScale.Place place = scale.place(PolarScale.abscissa(one, i), one.y()[i]);
            Point here = Double.isFinite(place.x()) ? circle.at(place) : null;
            if (here != null && one.style() == Series.Style.POINTS) {
                gc.drawOval(here.x - 2, here.y - 2, 4, 4);
            } else if (here != null && last != null) {
                gc.drawLine(last.x, last.y, here.x, here.y);
            }
            last = here;
        }
        gc.setLineWidth(1);
    }

    private static void legend(GC gc, Curves shown, Color ink) {
        int line = gc.getFontMetrics().getHeight() + 2;
        int count = Math.min(LEGEND, shown.series().size());
        for (int i = 0; i < count; i++) {
            int y = REACH + i * line;
            gc.setForeground(CURVES.get(i % CURVES.size()));
            gc.setLineWidth(2);
            gc.drawLine(REACH, y + line / 2, REACH + 18, y + line / 2);
            gc.setLineWidth(1);
            gc.setForeground(ink);
            gc.drawText(shown.series().get(i).name(), REACH + 24, y, true);
        }
        if (count < shown.series().size()) {
            String more = "and " + (shown.series().size() - count) + " more";
            gc.drawText(more, REACH + 24, REACH + count * line, true);
        }
    }

    /** Tells the point nearest to the pointer, if one is near. */
    private void read(int x, int y, Rectangle area) {
        Curves shown = curves;
        if (shown == null || site == null) {
            return;
        }
        PolarScale scale = new PolarScale(shown);
        Circle circle = Circle.within(area);
        double nearest = (double) REACH / circle.radius();
        String text = "";
        for (Series one : shown.series()) {
            for (int i = 0; i < one.y().length; i++) {
                double abscissa = PolarScale.abscissa(one, i);
                double distance =
                        scale.place(abscissa, one.y()[i])
                                .distance(circle.back(x, circle.x()), circle.back(y, circle.y()));
                if (distance < nearest) {
                    nearest = distance;
                    text = one.name() + ": " + reading(shown, abscissa, one.y()[i]);
                }
            }
        }
        site.reading(text);
    }

    private static String reading(Curves shown, double x, double y) {
        return shown.x().label() + " " + number(x) + ", " + shown.y().label() + " " + number(y);
    }

    private static void centred(GC gc, String text, Point at) {
        Point size = gc.textExtent(text);
        gc.drawText(text, at.x - size.x / 2, at.y - size.y / 2, true);
    }

    private static String number(double value) {
        return Math.abs(value) < 1e-12 ? "0" : String.format("%.3g", value);
    }

    /**
     * The circle on the canvas.
     *
     * @param x of its centre
     * @param y of its centre
     * @param radius in pixels
     */
    private record Circle(int x, int y, int radius) {
        static Circle within(Rectangle area) {
            int radius = Math.max(1, Math.min(area.width, area.height) / 2 - MARGIN);
            return new Circle(area.width / 2, area.height / 2, radius);
        }

        Point at(PolarScale.Place place) {
            return new Point(
                    (int) Math.round(x + radius * place.x()),
                    (int) Math.round(y + radius * place.y()));
        }

        double back(int pixel, int centre) {
            return (double) (pixel - centre) / radius;
        }
    }
}

package theoria.draw.internal;

import theoria.core.study.result.Axis;
import theoria.core.study.result.Surface;
import theoria.core.study.result.SurfaceCut;
import theoria.draw.Picture;
import theoria.draw.PictureStyle;
import theoria.draw.Range;
import theoria.draw.Reading;
import theoria.draw.Scale;
import theoria.draw.View;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/**
 * A surface from above: cells in colours, contour lines, paths, what is laid over it, and the bar.
 */
public final class SurfaceMap implements Picture {
    private final Surface surface;
    private final PictureStyle style;
    private final View view;
    private final Field field;
    private final Cells across;
    private final Cells up;
    private final Plane plane;
    private final ColourBar bar;

    /** A map of one layer. */
    public SurfaceMap(Surface surface, PictureStyle style, View view) {
        this.surface = surface;
        this.style = style;
        this.view = view;
        field = new Field(surface, view);
        boolean xLog = logarithmic(view.xScale(), surface.xAxis(), surface.x());
        boolean yLog = logarithmic(view.yScale(), surface.yAxis(), surface.y());
        across = new Cells(surface.x(), xLog);
        up = new Cells(surface.y(), yLog);
        bar = ColourBar.of(field, style);
        Range x = Plane.visible(view.x(), across.range(), xLog);
        Range y = Plane.visible(view.y(), up.range(), yLog);
        plane =
                new Plane(
                        new Ruler(surface.xAxis().label(), x, xLog, false, style),
                        new Ruler(surface.yAxis().label(), y, yLog, true, style),
                        style,
                        bar.room(style.height() - 80.0));
    }

    private static boolean logarithmic(Scale scale, Axis axis, double[] values) {
        boolean wanted =
                scale == Scale.LOGARITHMIC || scale == Scale.AUTOMATIC && axis.logarithmic();
        return wanted && values[0] > 0;
    }

    @Override
    public void paint(Graphics2D canvas) {
        Paper.paint(canvas, style, this::paintAll);
    }

    private void paintAll(Graphics2D canvas) {
        Rectangle2D plot = plane.plot();
        List<String> remarks = field.remarks();
        MapRaster raster = new MapRaster(field, plane, across, up, style);
        canvas.drawImage(
                raster.image(Paper.detail(canvas)),
                (int) plot.getX(),
                (int) plot.getY(),
                (int) Math.round(plot.getWidth()),
                (int) Math.round(plot.getHeight()),
                null);
        Graphics2D inner = (Graphics2D) canvas.create();
        try {
            inner.clip(plot);
            new ContourPainter(field, plane).paint(inner);
            paintArrows(inner, remarks);
            paintPaths(inner);
            view.overlay().cut().ifPresent(cut -> paintCut(inner, cut));
        } finally {
            inner.dispose();
        }
        canvas.setColor(style.ink());
        canvas.draw(plot);
        plane.paintFrame(canvas, surface.title());
        bar.paint(canvas, plot);
        Paper.remarks(canvas, style, remarks, plot.getMaxX(), plot.getMinY() - 3);
    }

    private void paintArrows(Graphics2D canvas, List<String> remarks) {
        if (view.overlay().arrows()) {
            ArrowPainter arrows = new ArrowPainter(field, plane);
            arrows.paint(canvas);
            remarks.add(arrows.remark());
        }
    }

    private void paintCut(Graphics2D canvas, SurfaceCut cut) {
        CutPainter.paintLine(canvas, line(CutPainter.path(cut)));
        CutPainter.paintEnd(canvas, plane.across(cut.fromX()), plane.up(cut.fromY()), "A");
        CutPainter.paintEnd(canvas, plane.across(cut.toX()), plane.up(cut.toY()), "B");
    }

    private Path2D line(Surface.Path path) {
        LinePath line = new LinePath();
        for (int p = 0; p < path.x().length; p++) {
            line.add(plane.across(path.x()[p]), plane.up(path.y()[p]));
        }
        return line.path();
    }

    private void paintPaths(Graphics2D canvas) {
        PathPainter painter = new PathPainter(style);
        int reached = view.overlay().reached();
        for (int i = 0; i < surface.paths().size(); i++) {
            Surface.Path path = PathPainter.begun(surface.paths().get(i), reached);
            painter.paintLine(canvas, line(path), i);
            int last = path.x().length - 1;
            if (last >= 0) {
                double endX = plane.across(path.x()[last]);
                double endY = plane.up(path.y()[last]);
                painter.paintStart(canvas, plane.across(path.x()[0]), plane.up(path.y()[0]), i);
                painter.paintEnd(canvas, endX, endY, i);
                if (reached > 0) {
                    painter.paintNumber(canvas, endX, endY, last + 1);
                }
            }
        }
        painter.paintLegend(canvas, plane.plot(), surface.paths());
    }

    @Override
    public Optional<Reading> at(double x, double y) {
        if (!plane.contains(x, y)) {
            return Optional.empty();
        }
        Point2D at = plane.value(x, y);
        int column = across.of(at.getX());
        int row = up.of(at.getY());
        if (column < 0 || row < 0) {
            return Optional.empty();
        }
        return Optional.of(reading(field, row * surface.x().length + column));
    }

    @Override
    public Optional<Point2D> find(Reading.Place place) {
        Point2D at = new Point2D.Double(plane.across(place.x()), plane.up(place.y()));
        return Optional.of(at).filter(p -> plane.contains(p.getX(), p.getY()));
    }

    @Override
    public Optional<Reading.Place> place(double x, double y) {
        return Optional.of(plane.place(x, y));
    }

    /** What a cell says. */
    static Reading reading(Field field, int cell) {
        double x = field.surface().x()[cell % field.columns()];
        double y = field.surface().y()[cell / field.columns()];
        String text = "(" + Numbers.of(x) + ", " + Numbers.of(y) + "): " + field.words(cell);
        return new Reading(text, "", cell, Optional.of(new Reading.Place(x, y)));
    }

    @Override
    public View zoomed(double factor, double x, double y) {
        return plane.zoomed(view, factor, x, y, this::planeOf);
    }

    @Override
    public View dragged(double byX, double byY) {
        return plane.dragged(view, byX, byY, this::planeOf);
    }

    private Plane planeOf(View other) {
        return new SurfaceMap(surface, style, other).plane;
    }

    @Override
    public Range values() {
        return field.range();
    }

    @Override
    public boolean logarithmic() {
        return field.colours().logarithmic();
    }
}

package theoria.draw.internal;

import theoria.core.study.result.Curves;
import theoria.core.study.result.Series;
import theoria.draw.Picture;
import theoria.draw.PictureStyle;
import theoria.draw.Range;
import theoria.draw.Reading;
import theoria.draw.View;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/** Curves between thin axes on a light grid. */
public final class CurvesPicture implements Picture {
    private static final double NEAR = 14;
    private static final int RIGHT = 20;

    private final Curves curves;
    private final PictureStyle style;
    private final View view;
    private final Plane plane;
    private final Legend legend;
    private final double beside;
    private final List<String> remarks;

    /** A picture of some curves. */
    public CurvesPicture(Curves curves, PictureStyle style, View view) {
        this.curves = curves;
        this.style = style;
        this.view = view;
        CurveRanges ranges = new CurveRanges(curves, view);
        remarks = ranges.remarks();
        Ruler across = ranges.across(style);
        Ruler up = ranges.up(style);
        legend = new Legend(curves, style);
        Plane whole = new Plane(across, up, style, RIGHT);
        beside = legend.beside(whole);
        plane = beside > 0 ? new Plane(across, up, style, beside) : whole;
    }

    @Override
    public void paint(Graphics2D canvas) {
        Paper.paint(canvas, style, this::paintAll);
    }

    private void paintAll(Graphics2D canvas) {
        Rectangle2D plot = plane.plot();
        plane.paintGrid(canvas);
        Graphics2D inner = (Graphics2D) canvas.create();
        try {
            inner.clip(plot);
            SeriesPainter painter = new SeriesPainter(plane, style);
            for (int i = 0; i < curves.series().size(); i++) {
                painter.paint(inner, curves.series().get(i), i);
            }
            new MarkPainter(plane, style, legend.covered(plane, beside))
                    .paint(inner, curves.marks());
        } finally {
            inner.dispose();
        }
        plane.paintFrame(canvas, curves.title());
        legend.paint(canvas, plane, beside);
        Paper.remarks(canvas, style, remarks, plot.getMaxX(), plot.getMinY() - 3);
        if (curves.series().stream().allMatch(series -> series.y().length == 0)) {
            Paper.sentence(canvas, style, "no points", plot.getCenterX(), plot.getCenterY());
        }
    }

    @Override
    public Optional<Reading> at(double x, double y) {
        if (!plane.contains(x, y)) {
            return Optional.empty();
        }
        Reading nearest = null;
        double least = NEAR * NEAR;
        for (Series series : curves.series()) {
            boolean bars = series.style() == Series.Style.BARS;
            for (int i = 0; i < series.y().length; i++) {
                double distance = bars ? toBar(series, i, x, y) : toPoint(series, i, x, y);
                if (distance < least) {
                    least = distance;
                    nearest = reading(series, i);
                }
            }
        }
        return Optional.ofNullable(nearest);
    }

    private double toPoint(Series series, int i, double x, double y) {
        double across = plane.across(series.x()[i]) - x;
        double up = plane.up(series.y()[i]) - y;
        return across * across + up * up;
    }

    /** A bar is hit within it; the smaller one where several lie over each other. */
    private double toBar(Series series, int i, double x, double y) {
        double top = plane.up(series.y()[i]);
        double zero = plane.up(0);
        double base = Double.isNaN(zero) ? plane.plot().getMaxY() : zero;
        boolean across = x >= plane.across(series.x()[i]) && x < plane.across(series.x()[i + 1]);
        boolean up = y >= Math.min(top, base) - 2 && y <= Math.max(top, base) + 2;
        return across && up
                ? NEAR * Math.min(1, Math.abs(base - top) / plane.plot().getHeight())
                : Double.NaN;
    }

    private Reading reading(Series series, int i) {
        String unit = curves.y().unit();
        StringBuilder text = new StringBuilder(series.name());
        text.append(": ").append(Numbers.with(series.y()[i], unit));
        if (series.hasBand()) {
            text.append(" (").append(Numbers.of(series.lower()[i]));
            text.append(" to ").append(Numbers.of(series.upper()[i])).append(')');
        }
        double x = series.x()[i];
        if (series.style() == Series.Style.BARS) {
            double end = series.x()[i + 1];
            text.append(" from ").append(Numbers.of(x));
            text.append(" to ").append(Numbers.with(end, curves.x().unit()));
            x = (x + end) / 2;
        } else {
            text.append(" at ").append(curves.x().title()).append(' ');
            text.append(Numbers.with(x, curves.x().unit()));
        }
        Reading.Place place = new Reading.Place(x, series.y()[i]);
        return new Reading(text.toString(), series.name(), i, Optional.of(place));
    }

    @Override
    public Optional<Reading.Place> place(double x, double y) {
        return Optional.of(plane.place(x, y));
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
        return new CurvesPicture(curves, style, other).plane;
    }

    @Override
    public Range values() {
        return Range.ALL;
    }
}

package theoria.draw.internal;

import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Surface;
import theoria.core.study.result.SurfaceCut;
import theoria.draw.Picture;
import theoria.draw.PictureStyle;
import theoria.draw.Range;
import theoria.draw.Reading;
import theoria.draw.View;

import java.awt.AlphaComposite;
import java.awt.Composite;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Optional;
import java.util.function.Consumer;

/** A surface standing in space: shaded, in a box with axes, with paths and cuts lying on it. */
public final class SurfaceInSpace implements Picture {
    private static final double TOP = 34;
    private static final double DEGREES_PER_PIXEL = 0.5;

    /** Of the box's width: how much a path may lie behind the surface it lies on. */
    private static final double TOUCHING = 0.03;

    private static final int STEPS = 400;

    private final Surface surface;
    private final PictureStyle style;
    private final View view;
    private final Field field;
    private final Mesh mesh;
    private final ColourBar bar;
    private final Rectangle2D window;
    private final Turntable table;
    private @Nullable Rasteriser picked;

    /** A picture of one layer. */
    public SurfaceInSpace(Surface surface, PictureStyle style, View view) {
        this.surface = surface;
        this.style = style;
        this.view = view;
        mesh = Mesh.of(surface, view);
        field = mesh.field();
        bar = ColourBar.of(field, style);
        double width = Math.max(20, style.width() - bar.room(barHeight()));
        window = new Rectangle2D.Double(0, TOP, width, Math.max(20, style.height() - TOP));
        table = new Turntable(view.camera(), window);
    }

    private double barHeight() {
        return Math.max(20, Math.min(320, style.height() - TOP - 40));
    }

    @Override
    public void paint(Graphics2D canvas) {
        Object rendering = canvas.getRenderingHint(RenderingHints.KEY_RENDERING);
        boolean fast = rendering == RenderingHints.VALUE_RENDER_SPEED;
        Paper.paint(canvas, style, own -> paintAll(own, fast ? 0.5 : Paper.detail(canvas)));
    }

    private void paintAll(Graphics2D canvas, double detail) {
        Graphics2D inner = (Graphics2D) canvas.create();
        try {
            inner.clip(window);
            BoxPainter box = new BoxPainter(mesh, field, table, style);
            box.paintWalls(inner);
            Rasteriser raster = detail == 1 ? pickable() : mesh.raster(table, window, detail);
            inner.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation(detail));
            blit(inner, raster, detail);
            box.paintAxes(inner);
            paintLines(inner);
            paintPaths(inner, raster, detail);
            view.overlay().cut().ifPresent(cut -> paintCut(inner, cut, raster, detail));
        } finally {
            inner.dispose();
        }
        Plane.paintTitle(canvas, surface.title(), style);
        double top = TOP + (style.height() - TOP - barHeight()) / 2 - 6;
        bar.paint(canvas, new Rectangle2D.Double(0, top, window.getWidth(), barHeight()));
        Paper.remarks(canvas, style, field.remarks(), style.width() - 10.0, TOP - 3);
    }

    /** Enlarging smoothly takes longer than what a coarser raster saves. */
    private static Object interpolation(double detail) {
        return detail < 1
                ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                : RenderingHints.VALUE_INTERPOLATION_BILINEAR;
    }

    private void blit(Graphics2D canvas, Rasteriser raster, double detail) {
        BufferedImage image =
                new BufferedImage(raster.width(), raster.height(), BufferedImage.TYPE_INT_ARGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(raster.pixels(), 0, pixels, 0, pixels.length);
        if (field.banded()) {
            raster.veil(mesh.shifted(false).raster(table, window, detail), pixels);
            raster.veil(mesh.shifted(true).raster(table, window, detail), pixels);
        }
        int width = (int) Math.round(raster.width() / detail);
        int height = (int) Math.round(raster.height() / detail);
        int x = (int) window.getX();
        int y = (int) window.getY();
        canvas.drawImage(image, x, y, width, height, null);
    }

    /** The raster at screen resolution: painted, and read beneath the pointer. */
    private synchronized Rasteriser pickable() {
        if (picked == null) {
            picked = mesh.raster(table, window, 1);
        }
        return picked;
    }

    /** A surface of one row or column is a line. */
    private void paintLines(Graphics2D canvas) {
        if (field.rows() > 1 && field.columns() > 1) {
            return;
        }
        LinePath line = new LinePath();
        for (double y : surface.y()) {
            for (double x : surface.x()) {
                double z = mesh.heightAt(x, y);
                line.add(
                        table.screenX(mesh.across(x), mesh.deep(y), z),
                        table.screenY(mesh.across(x), mesh.deep(y), z));
            }
        }
        canvas.setColor(style.faint());
        canvas.draw(line.path());
    }

    private void paintPaths(Graphics2D canvas, Rasteriser raster, double detail) {
        PathPainter painter = new PathPainter(style);
        int reached = view.overlay().reached();
        for (int i = 0; i < surface.paths().size(); i++) {
            Surface.Path path = PathPainter.begun(surface.paths().get(i), reached);
            int index = i;
            paintLying(
                    canvas, path, raster, detail, line -> painter.paintLine(canvas, line, index));
            int last = path.x().length - 1;
            if (last >= 0) {
                double[] start = lifted(path.x()[0], path.y()[0]);
                double[] end = lifted(path.x()[last], path.y()[last]);
                painter.paintStart(canvas, start[0], start[1], i);
                painter.paintEnd(canvas, end[0], end[1], i);
                if (reached > 0) {
                    painter.paintNumber(canvas, end[0], end[1], last + 1);
                }
            }
        }
        Rectangle2D corner = new Rectangle2D.Double(4, TOP, window.getWidth(), window.getHeight());
        painter.paintLegend(canvas, corner, surface.paths());
    }

    /** Paints a path that lies on the surface, pale where the surface hides it. */
    private void paintLying(
            Graphics2D canvas,
            Surface.Path path,
            Rasteriser raster,
            double detail,
            Consumer<Path2D> painter) {
        Path2D visible = new Path2D.Double();
        Path2D hidden = new Path2D.Double();
        trace(path, raster, detail, visible, hidden);
        Composite usual = canvas.getComposite();
        canvas.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.3f));
        painter.accept(hidden);
        canvas.setComposite(usual);
        painter.accept(visible);
    }

    private void paintCut(Graphics2D canvas, SurfaceCut cut, Rasteriser raster, double detail) {
        Surface.Path line = CutPainter.path(cut);
        paintLying(canvas, line, raster, detail, path -> CutPainter.paintLine(canvas, path));
        double[] from = lifted(cut.fromX(), cut.fromY());
        double[] to = lifted(cut.toX(), cut.toY());
        CutPainter.paintEnd(canvas, from[0], from[1], "A");
        CutPainter.paintEnd(canvas, to[0], to[1], "B");
    }

    /** Pixel and depth of a point on the surface. */
    private double[] lifted(double x, double y) {
        double z = mesh.heightAt(x, y);
        double across = mesh.across(x);
        double deep = mesh.deep(y);
        return new double[] {
            table.screenX(across, deep, z),
            table.screenY(across, deep, z),
            table.depth(across, deep, z)
        };
    }

    /** Splits a path into what is seen and what the surface hides. */
    private void trace(
            Surface.Path path, Rasteriser raster, double detail, Path2D visible, Path2D hidden) {
        double[] before = {};
        for (int i = 0; i < path.x().length; i++) {
            int from = Math.max(0, i - 1);
            int steps = i == 0 ? 1 : Math.max(1, STEPS / Math.max(1, path.x().length - 1));
            for (int step = 1; step <= steps; step++) {
                double part = (double) step / steps;
                double x = path.x()[from] + part * (path.x()[i] - path.x()[from]);
                double y = path.y()[from] + part * (path.y()[i] - path.y()[from]);
                double[] at = lifted(x, y);
                if (before.length > 0 && !Double.isNaN(at[0] + before[0])) {
                    Path2D part2 = hidden(at, raster, detail) ? hidden : visible;
                    if (part2.getCurrentPoint() == null
                            || part2.getCurrentPoint().getX() != before[0]
                            || part2.getCurrentPoint().getY() != before[1]) {
                        part2.moveTo(before[0], before[1]);
                    }
                    part2.lineTo(at[0], at[1]);
                }
                before = at;
            }
        }
    }

    private boolean hidden(double[] at, Rasteriser raster, double detail) {
        double x = (at[0] - window.getX()) * detail;
        double y = (at[1] - window.getY()) * detail;
        return raster.hides(x, y, at[2], TOUCHING);
    }

    @Override
    public Optional<Reading> at(double x, double y) {
        if (!window.contains(x, y)) {
            return Optional.empty();
        }
        int cell =
                pickable()
                        .item(
                                (int) Math.floor(x - window.getX()),
                                (int) Math.floor(y - window.getY()));
        return cell < 0 ? Optional.empty() : Optional.of(SurfaceMap.reading(field, cell));
    }

    /** Found behind the surface, too: a mark that vanishes while the surface turns helps nobody. */
    @Override
    public Optional<Point2D> find(Reading.Place place) {
        double[] at = lifted(place.x(), place.y());
        boolean seen = !Double.isNaN(at[0] + at[1]) && window.contains(at[0], at[1]);
        return seen ? Optional.of(new Point2D.Double(at[0], at[1])) : Optional.empty();
    }

    @Override
    public View zoomed(double factor, double x, double y) {
        return view.from(view.camera().closer(factor));
    }

    @Override
    public View dragged(double byX, double byY) {
        return view.from(view.camera().turned(byX * DEGREES_PER_PIXEL, byY * DEGREES_PER_PIXEL));
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

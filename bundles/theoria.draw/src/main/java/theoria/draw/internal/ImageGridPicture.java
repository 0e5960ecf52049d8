package theoria.draw.internal;

import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.Tile;
import theoria.draw.Picture;
import theoria.draw.PictureStyle;
import theoria.draw.Range;
import theoria.draw.Reading;
import theoria.draw.View;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Tiles in a grid, labels beneath, and the scale of their colours. */
public final class ImageGridPicture implements Picture {
    private static final int MOST_TILES = 400;
    private static final int CROSSED = 6;

    private final ImageGrid grid;
    private final PictureStyle style;
    private final View view;
    private final TileColours colours;
    private final TileLayout layout;
    private final double right;

    /** A picture of some tiles. */
    public ImageGridPicture(ImageGrid grid, PictureStyle style, View view) {
        this.grid = grid;
        this.style = style;
        this.view = view;
        colours = new TileColours(grid, view);
        right = bar().map(bar -> bar.room(barPlace().getHeight())).orElse(0.0);
        layout = new TileLayout(grid, style, view, right);
    }

    /** The size at which all tiles (400 at most) are shown. */
    public static PictureStyle style(ImageGrid grid, boolean dark) {
        int width = PictureStyle.usual().width();
        ImageGridPicture wide =
                new ImageGridPicture(grid, new PictureStyle(width, 200, dark), View.USUAL);
        double all = wide.layout.contentHeight();
        if (grid.tiles().size() > MOST_TILES) {
            all = wide.layout.y(MOST_TILES) - TileLayout.TITLE;
        }
        return new PictureStyle(width, TileLayout.TITLE + (int) Math.ceil(all), dark);
    }

    private Optional<ColourBar> bar() {
        return colours.mapped()
                ? colours.common()
                        .map(
                                scale -> {
                                    Range all = colours.values();
                                    boolean below = all.from() < scale.range().from();
                                    boolean above = all.to() > scale.range().to();
                                    return new ColourBar(scale, "", below, above, style);
                                })
                : Optional.empty();
    }

    private Rectangle2D barPlace() {
        double height = Math.max(20, Math.min(260, style.height() - TileLayout.TITLE - 16.0));
        return new Rectangle2D.Double(0, TileLayout.TITLE + 6, style.width() - right - 8, height);
    }

    @Override
    public void paint(Graphics2D canvas) {
        Paper.paint(canvas, style, this::paintAll);
    }

    private void paintAll(Graphics2D canvas) {
        Plane.paintTitle(canvas, grid.title(), style);
        Graphics2D inner = (Graphics2D) canvas.create();
        try {
            inner.clip(layout.window());
            inner.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION,
                    RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
            for (int i = layout.first(); i < layout.end(); i++) {
                if (layout.window()
                        .intersects(layout.x(i), layout.y(i), layout.cellWidth(), layout.stepY())) {
                    paintTile(inner, i);
                }
            }
        } finally {
            inner.dispose();
        }
        bar().ifPresent(bar -> bar.paint(canvas, barPlace()));
        paintExtent(canvas);
    }

    private void paintTile(Graphics2D canvas, int index) {
        Tile tile = grid.tiles().get(index);
        double zoom = layout.zoom();
        int x = (int) Math.round(layout.x(index));
        int y = (int) Math.round(layout.y(index));
        int width = Math.max(1, (int) Math.round(tile.width() * zoom));
        int height = Math.max(1, (int) Math.round(tile.height() * zoom));
        canvas.drawImage(colours.image(tile), x, y, width, height, null);
        if (zoom >= CROSSED) {
            crossNotFinite(canvas, tile, x, y);
        }
        canvas.setFont(Fonts.SMALL);
        FontMetrics metrics = canvas.getFontMetrics();
        float line = y + height + TileLayout.LABEL - 3;
        canvas.setColor(style.ink());
        if (layout.cellWidth() >= 20) {
            canvas.drawString(Fonts.end(tile.label(), metrics, layout.cellWidth()), x, line);
        }
        if (layout.ranges()) {
            canvas.setColor(style.faint());
            String range = Fonts.beginning(range(tile), metrics, layout.cellWidth());
            canvas.drawString(range, x, line + TileLayout.LABEL - 2);
        }
    }

    private static String range(Tile tile) {
        Range range = TileColours.range(List.of(tile));
        return Numbers.of(range.from()) + " … " + Numbers.of(range.to());
    }

    private void crossNotFinite(Graphics2D canvas, Tile tile, int x, int y) {
        double zoom = layout.zoom();
        canvas.setColor(Color.BLACK);
        canvas.setStroke(new BasicStroke(1));
        int size = tile.width() * tile.height();
        for (int i = 0; i < tile.values().length; i++) {
            if (!Float.isFinite(tile.values()[i])) {
                int column = i % size % tile.width();
                int row = i % size / tile.width();
                double left = x + column * zoom;
                double top = y + row * zoom;
                canvas.draw(new Line2D.Double(left, top, left + zoom, top + zoom));
                canvas.draw(new Line2D.Double(left, top + zoom, left + zoom, top));
            }
        }
    }

    /** Says how much of the grid is visible if it is not all. */
    private void paintExtent(Graphics2D canvas) {
        boolean all = layout.contentHeight() <= layout.window().getHeight() + TileLayout.GAP;
        if (!all) {
            int first = layout.first() + 1;
            String text = first + "–" + layout.end() + " of " + grid.tiles().size();
            Paper.remarks(
                    canvas, style, List.of(text), style.width() - 8.0, TileLayout.TITLE - 4.0);
        }
    }

    @Override
    public Optional<Reading> at(double x, double y) {
        int index = layout.at(x, y);
        if (index < 0) {
            return Optional.empty();
        }
        Tile tile = grid.tiles().get(index);
        int column = (int) Math.floor((x - layout.x(index)) / layout.zoom());
        int row = (int) Math.floor((y - layout.y(index)) / layout.zoom());
        boolean inside = column >= 0 && column < tile.width() && row >= 0 && row < tile.height();
        StringBuilder text = new StringBuilder(tile.label());
        if (inside) {
            text.append(": ").append(values(tile, row * tile.width() + column));
            text.append(" at row ").append(row).append(", column ").append(column);
        }
        if (colours.common().isEmpty()) {
            text.append(" (tile ").append(range(tile)).append(')');
        }
        Optional<Reading.Place> place =
                inside ? Optional.of(new Reading.Place(column, row)) : Optional.empty();
        return Optional.of(new Reading(text.toString(), tile.label(), index, place));
    }

    private static String values(Tile tile, int pixel) {
        int size = tile.width() * tile.height();
        if (tile.channels() == 1) {
            return Numbers.of(tile.values()[pixel]);
        }
        return "red "
                + Numbers.of(tile.values()[pixel])
                + ", green "
                + Numbers.of(tile.values()[size + pixel])
                + ", blue "
                + Numbers.of(tile.values()[2 * size + pixel]);
    }

    @Override
    public Optional<Rectangle2D> find(Predicate<String> label) {
        return number(label)
                .map(tile -> layout.cell(tile).createIntersection(layout.window()))
                .filter(seen -> !seen.isEmpty());
    }

    private Optional<Integer> number(Predicate<String> label) {
        for (int i = 0; i < grid.tiles().size(); i++) {
            if (label.test(grid.tiles().get(i).label())) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<View> revealing(Predicate<String> label) {
        Optional<Rectangle2D> cell =
                number(label).map(layout::cell).filter(c -> !layout.window().contains(c));
        return cell.map(
                out ->
                        dragged(
                                inward(
                                        out.getMinX(),
                                        out.getMaxX(),
                                        layout.window().getMinX(),
                                        layout.window().getMaxX()),
                                inward(
                                        out.getMinY(),
                                        out.getMaxY(),
                                        layout.window().getMinY(),
                                        layout.window().getMaxY())));
    }

    /** How far an interval must be moved to lie within another one, or to begin where it does. */
    private static double inward(double from, double to, double least, double most) {
        double back = Math.min(0, most - to);
        return from + back < least ? least - from : back;
    }

    @Override
    public View zoomed(double factor, double x, double y) {
        double across = layout.cellsAcross(x);
        double down = layout.cellsDown(y);
        double zoom = TileLayout.bounded(view.zoom() * factor);
        View closer = view.moved(zoom, view.left(), view.top());
        TileLayout other = new TileLayout(grid, style, closer, right);
        return view.moved(zoom, other.leftFor(across, x), other.topFor(down, y));
    }

    @Override
    public View dragged(double byX, double byY) {
        View moved = view.moved(view.zoom(), layout.left() - byX, layout.top() - byY);
        TileLayout other = new TileLayout(grid, style, moved, right);
        return view.moved(view.zoom(), other.left(), other.top());
    }

    @Override
    public Range values() {
        return colours.values();
    }
}

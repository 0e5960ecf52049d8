package theoria.draw.internal;

import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.Tile;
import theoria.draw.PictureStyle;
import theoria.draw.View;

import java.awt.geom.Rectangle2D;

/**
 * Where the tiles of a grid lie: equal cells in rows, as many in a row as fit when nothing is
 * enlarged, so that enlarging moves no tile to another row.
 */
final class TileLayout {
    static final int GAP = 6;
    static final int LABEL = 14;
    static final int TITLE = 34;
    private static final int WANTED_SIDE = 56;
    private static final int LARGEST_SIDE = 168;
    private static final int ROOM_FOR_RANGE = 84;

    private static final double FARTHEST = 0.05;
    private static final double CLOSEST = 64;

    private final int tiles;
    private final int tileWidth;
    private final int tileHeight;
    private final double zoom;
    private final int columns;
    private final boolean ranges;
    private final double left;
    private final double top;
    private final Rectangle2D window;

    /**
     * A layout.
     *
     * @param right room kept free at the right
     */
    TileLayout(ImageGrid grid, PictureStyle style, View view, double right) {
        tiles = grid.tiles().size();
        int widest = 1;
        int highest = 1;
        for (Tile tile : grid.tiles()) {
            widest = Math.max(widest, tile.width());
            highest = Math.max(highest, tile.height());
        }
        tileWidth = widest;
        tileHeight = highest;
        double width = style.width() - right;
        window = new Rectangle2D.Double(0, TITLE, width, Math.max(1, style.height() - TITLE));
        boolean own =
                grid.scale() == ImageGrid.Scale.PER_TILE
                        || grid.scale() == ImageGrid.Scale.DIVERGING_PER_TILE;
        int base = Math.max(1, WANTED_SIDE / Math.max(widest, highest));
        while (fits(base + 1, own)) {
            base++;
        }
        columns = columns(base);
        zoom = base * bounded(view.zoom());
        ranges = own && cellWidth() >= ROOM_FOR_RANGE;
        left = within(view.left(), contentWidth() - window.getWidth());
        top = within(view.top(), contentHeight() - window.getHeight());
    }

    private int columns(int factor) {
        double cell = Math.max(WANTED_SIDE, tileWidth * factor) + GAP;
        return Math.max(1, (int) ((window.getWidth() - GAP) / cell));
    }

    /** Whether all tiles are visible at once, enlarged by a factor that is not absurd. */
    private boolean fits(int factor, boolean own) {
        int side = Math.max(tileWidth, tileHeight) * factor;
        int lines = own && tileWidth * factor >= ROOM_FOR_RANGE ? 2 : 1;
        int rows = (tiles + columns(factor) - 1) / columns(factor);
        double height = rows * (tileHeight * factor + LABEL * (double) lines + GAP) + GAP;
        return side <= LARGEST_SIDE
                && height <= window.getHeight() + 0.5
                && tileWidth * factor + 2 * GAP <= window.getWidth();
    }

    /** A zoom between far too small and far too large. */
    static double bounded(double zoom) {
        return Math.max(FARTHEST, Math.min(CLOSEST, zoom));
    }

    private static double within(double value, double most) {
        return Math.max(0, Math.min(Math.max(0, most), value));
    }

    double zoom() {
        return zoom;
    }

    Rectangle2D window() {
        return window;
    }

    /** Whether there is room for the range of each tile. */
    boolean ranges() {
        return ranges;
    }

    double left() {
        return left;
    }

    double top() {
        return top;
    }

    double cellWidth() {
        return Math.max(Math.min(WANTED_SIDE, WANTED_SIDE * zoom), tileWidth * zoom);
    }

    private double stepX() {
        return cellWidth() + GAP;
    }

    double stepY() {
        return tileHeight * zoom + LABEL * (ranges ? 2 : 1) + GAP;
    }

    private int rows() {
        return (tiles + columns - 1) / columns;
    }

    double contentWidth() {
        return columns * stepX() + GAP;
    }

    double contentHeight() {
        return rows() * stepY() + GAP;
    }

    /** Upper left corner of a tile. */
    double x(int tile) {
        return window.getX() + GAP + tile % columns * stepX() - left;
    }

    double y(int tile) {
        int row = tile / columns;
        return window.getY() + row * stepY() - top;
    }

    /** The cell of a tile: its picture and what is written beneath. */
    Rectangle2D cell(int tile) {
        return new Rectangle2D.Double(x(tile), y(tile), cellWidth(), stepY() - GAP);
    }

    /** The first tile that may be visible, and the one after the last. */
    int first() {
        return Math.max(0, (int) (top / stepY())) * columns;
    }

    int end() {
        int row = (int) Math.ceil((top + window.getHeight()) / stepY());
        return Math.min(tiles, row * columns);
    }

    /** The tile at a point, its cell included; -1 for none. */
    int at(double x, double y) {
        if (!window.contains(x, y)) {
            return -1;
        }
        int column = (int) Math.floor((x - window.getX() - GAP + left) / stepX());
        int row = (int) Math.floor((y - window.getY() + top) / stepY());
        int tile = row * columns + column;
        return column < 0 || column >= columns || row < 0 || tile >= tiles ? -1 : tile;
    }

    /** The place of a point in units of cells: what stays beneath the pointer. */
    double cellsAcross(double x) {
        return (x - window.getX() - GAP + left) / stepX();
    }

    double cellsDown(double y) {
        return (y - window.getY() + top) / stepY();
    }

    /** How far the grid must be moved for a place to lie at a point. */
    double leftFor(double cells, double x) {
        return within(
                cells * stepX() - x + window.getX() + GAP, contentWidth() - window.getWidth());
    }

    double topFor(double cells, double y) {
        return within(cells * stepY() - y + window.getY(), contentHeight() - window.getHeight());
    }
}

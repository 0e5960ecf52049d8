package theoria.draw.internal;

import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.Tile;
import theoria.draw.ColourMap;
import theoria.draw.PictureStyle;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Paints tiles in a grid, enlarged by whole factors, labels beneath. */
public final class ImageGridPainter {
    private static final int GAP = 6;
    private static final int LABEL = 14;
    private static final int TITLE = 30;
    private static final int WANTED_SIDE = 56;
    private static final int WIDTH = 720;
    private static final int MOST_TILES = 400;

    private final ImageGrid grid;
    private final PictureStyle style;
    private final double[] range;

    /** A painter of one result. */
    public ImageGridPainter(ImageGrid grid, PictureStyle style) {
        this.grid = grid;
        this.style = style;
        this.range = range(grid.tiles());
    }

    /** The size at which all tiles (400 at most) are shown. */
    public static PictureStyle style(ImageGrid grid, boolean dark) {
        int tiles = Math.min(MOST_TILES, grid.tiles().size());
        int rows = (tiles + columns(grid) - 1) / columns(grid);
        int height = TITLE + rows * (cellHeight(grid) + LABEL + GAP) + GAP;
        return new PictureStyle(WIDTH, height, dark);
    }

    private static int zoom(ImageGrid grid) {
        Tile first = grid.tiles().get(0);
        return Math.max(1, WANTED_SIDE / Math.max(first.width(), first.height()));
    }

    private static int cellWidth(ImageGrid grid) {
        return Math.max(WANTED_SIDE, grid.tiles().get(0).width() * zoom(grid));
    }

    private static int cellHeight(ImageGrid grid) {
        return grid.tiles().get(0).height() * zoom(grid);
    }

    private static int columns(ImageGrid grid) {
        return Math.max(1, (WIDTH - GAP) / (cellWidth(grid) + GAP));
    }

    /** Paints from the origin on. */
    public void paint(Graphics2D canvas) {
        canvas.setColor(style.ink());
        canvas.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        canvas.drawString(grid.title(), GAP, TITLE - 10);
        canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
        int columns = columns(grid);
        int shown = Math.min(MOST_TILES, grid.tiles().size());
        for (int i = 0; i < shown; i++) {
            Tile tile = grid.tiles().get(i);
            int x = GAP + i % columns * (cellWidth(grid) + GAP);
            int y = TITLE + i / columns * (cellHeight(grid) + LABEL + GAP);
            int zoom = zoom(grid);
            canvas.drawImage(image(tile), x, y, tile.width() * zoom, tile.height() * zoom, null);
            canvas.setColor(style.ink());
            String label = fitting(tile.label(), canvas.getFontMetrics(), cellWidth(grid));
            canvas.drawString(label, x, y + tile.height() * zoom + LABEL - 3);
        }
        if (shown < grid.tiles().size()) {
            String rest = "the first " + shown + " of " + grid.tiles().size();
            canvas.drawString(rest, style.width() - 150, TITLE - 10);
        }
    }

    /**
     * The end of a label that fits: it tells the tiles of a layer apart, the beginning does not.
     */
    private static String fitting(String label, FontMetrics metrics, int room) {
        String end = label;
        for (int cut = 1; metrics.stringWidth(end) > room && cut < label.length(); cut++) {
            end = "…" + label.substring(cut);
        }
        return end;
    }

    private BufferedImage image(Tile tile) {
        boolean own =
                grid.scale() == ImageGrid.Scale.PER_TILE
                        || grid.scale() == ImageGrid.Scale.DIVERGING_PER_TILE;
        double[] scale = own ? range(List.of(tile)) : range;
        BufferedImage image =
                new BufferedImage(tile.width(), tile.height(), BufferedImage.TYPE_INT_RGB);
        int size = tile.width() * tile.height();
        for (int i = 0; i < size; i++) {
            image.setRGB(i % tile.width(), i / tile.width(), colour(tile, i, size, scale));
        }
        return image;
    }

    private int colour(Tile tile, int pixel, int size, double[] scale) {
        if (tile.channels() == 1) {
            ColourMap map = diverging() ? ColourMap.DIVERGING : ColourMap.GREY;
            return map.rgb(place(tile.values()[pixel], scale));
        }
        int colour = 0;
        for (int c = 0; c < 3; c++) {
            double place = place(tile.values()[c * size + pixel], scale);
            int octet = (int) Math.round(255 * Math.max(0, Math.min(1, place)));
            colour = colour << 8 | octet;
        }
        return colour;
    }

    private boolean diverging() {
        return grid.scale() == ImageGrid.Scale.DIVERGING
                || grid.scale() == ImageGrid.Scale.DIVERGING_PER_TILE;
    }

    private static double place(double value, double[] scale) {
        return scale[1] > scale[0] ? (value - scale[0]) / (scale[1] - scale[0]) : 0.5;
    }

    /** Smallest and largest finite value; symmetric about 0 on a diverging scale. */
    private double[] range(List<Tile> tiles) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Tile tile : tiles) {
            for (float value : tile.values()) {
                if (Float.isFinite(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        if (diverging()) {
            double bound = Math.max(Math.abs(low), Math.abs(high));
            return new double[] {-bound, bound};
        }
        return new double[] {low, high};
    }
}

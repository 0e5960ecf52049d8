package theoria.draw.internal;

import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.Tile;
import theoria.draw.ColourMap;
import theoria.draw.Range;
import theoria.draw.View;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;
import java.util.Optional;

/** How the numbers of tiles become colours: on one scale for all, or each on its own. */
final class TileColours {
    private static final int BAD_ON_GREY = 0xD55E00;
    private static final int BAD_ON_COLOURS = 0xF0E442;

    private final ImageGrid grid;
    private final View view;
    private final boolean diverging;
    private final boolean own;
    private final ColourMap map;
    private final Optional<ColourScale> common;

    TileColours(ImageGrid grid, View view) {
        this.grid = grid;
        this.view = view;
        ImageGrid.Scale scale = grid.scale();
        diverging =
                scale == ImageGrid.Scale.DIVERGING || scale == ImageGrid.Scale.DIVERGING_PER_TILE;
        own = scale == ImageGrid.Scale.PER_TILE || scale == ImageGrid.Scale.DIVERGING_PER_TILE;
        map = view.colours().orElse(diverging ? ColourMap.DIVERGING : ColourMap.GREY);
        common = own ? Optional.empty() : Optional.of(scale(range(grid.tiles())));
    }

    /** The scale of all tiles, if they share one. */
    Optional<ColourScale> common() {
        return common;
    }

    /** Whether a number means a colour of the map; red, green and blue have no map. */
    boolean mapped() {
        return grid.tiles().stream().anyMatch(tile -> tile.channels() == 1);
    }

    ColourScale of(Tile tile) {
        return common.orElseGet(() -> scale(range(List.of(tile))));
    }

    private ColourScale scale(Range range) {
        Range wanted = own ? range : Plane.visible(view.values(), range, false);
        if (diverging || map == ColourMap.DIVERGING) {
            double bound = Math.max(Math.abs(wanted.from()), Math.abs(wanted.to()));
            return new ColourScale(new Range(-bound, bound), false, map);
        }
        return new ColourScale(wanted, false, map);
    }

    /** From the smallest to the largest finite number. */
    static Range range(List<Tile> tiles) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (Tile tile : tiles) {
            for (float value : tile.values()) {
                // comparisons with NaN are false
                low = value < low && value > Float.NEGATIVE_INFINITY ? value : low;
                high = value > high && value < Float.POSITIVE_INFINITY ? value : high;
            }
        }
        return new Spread().add(low).add(high).range();
    }

    /** Range of what all colours show. */
    Range values() {
        return range(grid.tiles());
    }

    /** A tile, one pixel per number. */
    BufferedImage image(Tile tile) {
        int width = Math.max(1, tile.width());
        int height = Math.max(1, tile.height());
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        ColourScale scale = of(tile);
        int size = tile.width() * tile.height();
        for (int i = 0; i < size; i++) {
            pixels[i] =
                    tile.channels() == 1 ? colour(tile.values()[i], scale) : rgb(tile, i, scale);
        }
        return image;
    }

    private int colour(float value, ColourScale scale) {
        return Float.isFinite(value)
                ? scale.rgb(value)
                : map == ColourMap.GREY ? BAD_ON_GREY : BAD_ON_COLOURS;
    }

    private static int rgb(Tile tile, int pixel, ColourScale scale) {
        int size = tile.width() * tile.height();
        int colour = 0;
        for (int c = 0; c < 3; c++) {
            float value = tile.values()[c * size + pixel];
            if (!Float.isFinite(value)) {
                return BAD_ON_GREY;
            }
            double place = Math.max(0, Math.min(1, scale.place(value)));
            colour = colour << 8 | (int) Math.round(255 * place);
        }
        return colour;
    }
}

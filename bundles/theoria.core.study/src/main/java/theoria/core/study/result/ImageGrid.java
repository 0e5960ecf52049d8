package theoria.core.study.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Many small images side by side: filters, activations, attributions.
 *
 * @param content shared part
 * @param tiles the images
 * @param scale how numbers become colours
 */
public record ImageGrid(Content content, List<Tile> tiles, Scale scale) implements Result {
    /** How numbers become colours. */
    public enum Scale {
        /** Each tile from its own minimum to its own maximum. */
        PER_TILE,
        /** All tiles from the common minimum to the common maximum. */
        COMMON,
        /** All tiles symmetric about 0, diverging colours. */
        DIVERGING,
        /** Each tile symmetric about 0, diverging colours. */
        DIVERGING_PER_TILE
    }

    /** Takes an immutable copy. */
    public ImageGrid {
        tiles = List.copyOf(tiles);
    }

    /** Starts a grid. */
    public static Builder builder(String title) {
        return new Builder(title);
    }

    @Override
    public String kind() {
        return "images";
    }

    /** One row per tile: label, extents, smallest, largest and mean value. */
    @Override
    public Map<String, Table> tables() {
        int n = tiles.size();
        String[] labels = new String[n];
        for (int i = 0; i < n; i++) {
            labels[i] = tiles.get(i).label();
        }
        Table table =
                Table.builder(title())
                        .column(Column.text("label", labels))
                        .column(Column.integers("channels", each(Tile::channels)))
                        .column(Column.integers("height", each(Tile::height)))
                        .column(Column.integers("width", each(Tile::width)))
                        .column(Column.reals("min", each(ImageGrid::smallest)))
                        .column(Column.reals("max", each(ImageGrid::largest)))
                        .column(Column.reals("mean", each(ImageGrid::mean)))
                        .build();
        return Map.of("images", table);
    }

    private double[] each(ToDoubleFunction<Tile> measure) {
        return tiles.stream().mapToDouble(measure).toArray();
    }

    private static double smallest(Tile tile) {
        double smallest = Double.POSITIVE_INFINITY;
        for (float value : tile.values()) {
            smallest = Math.min(smallest, value);
        }
        return smallest;
    }

    private static double largest(Tile tile) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float value : tile.values()) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    private static double mean(Tile tile) {
        double sum = 0;
        for (float value : tile.values()) {
            sum += value;
        }
        return sum / tile.values().length;
    }

    /** Collects tiles. */
    public static final class Builder extends Content.Builder<Builder> {
        private final List<Tile> tiles = new ArrayList<>();
        private Scale scale = Scale.PER_TILE;

        private Builder(String title) {
            super(title);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Adds an image. */
        public Builder tile(Tile tile) {
            tiles.add(tile);
            return this;
        }

        /** Sets how numbers become colours; per tile, if this is not called. */
        public Builder scale(Scale how) {
            scale = how;
            return this;
        }

        /** The finished grid. */
        public ImageGrid build() {
            return new ImageGrid(content(), tiles, scale);
        }
    }
}

package theoria.ui.internal.model;

import theoria.core.model.data.Batch;
import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Curves;
import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.Series;
import theoria.core.study.result.Tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a data set holds, for a look at it.
 *
 * @param words splits, shape, classes
 * @param examples pictures of the first ones, if they are images
 * @param classes examples of each class, by split
 * @param values histogram of the stored numbers
 */
record DataSummary(String words, Optional<ImageGrid> examples, Curves classes, Curves values) {
    private static final int TILES = 200;
    private static final int MOST_READ = 5000;
    private static final int BINS = 40;

    /** Reads what is needed; not for the thread of the window. */
    static DataSummary of(Dataset data) {
        List<String> sizes = new ArrayList<>();
        Curves.Builder classes =
                Curves.builder("Examples per class", Axis.of("class"), Axis.of("examples"));
        Curves.Builder values =
                Curves.builder("Stored values", Axis.of("value"), Axis.of("values"));
        for (Map.Entry<Split, Examples> split : data.splits().entrySet()) {
            Examples all = split.getValue();
            String name = split.getKey().word();
            sizes.add(String.format(Locale.ROOT, "%,d %s", all.size(), name));
            Batch batch = all.read(0, Math.min(MOST_READ, all.size()));
            addClasses(classes, name, all, batch);
            addValues(values, name, batch.inputs().toFloats());
        }
        Examples first = data.splits().values().iterator().next();
        String words =
                data.name()
                        + ": "
                        + String.join(", ", sizes)
                        + " examples of "
                        + first.shape()
                        + ", "
                        + first.classes()
                        + " classes. "
                        + String.join(" ", data.remarks());
        return new DataSummary(words, images(first), classes.build(), values.build());
    }

    private static void addClasses(Curves.Builder curves, String split, Examples all, Batch batch) {
        double[] counts = new double[all.classes()];
        for (int label : batch.labels()) {
            if (label >= 0) { // data may have no labels
                counts[label]++;
            }
        }
        double[] edges = new double[counts.length + 1];
        Arrays.setAll(edges, i -> i - 0.5);
        String name = batch.size() < all.size() ? split + ", the first " + batch.size() : split;
        curves.series(Series.bars(name, edges, counts));
    }

    private static void addValues(Curves.Builder curves, String split, float[] numbers) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float number : numbers) {
            if (Float.isFinite(number)) {
                low = Math.min(low, number);
                high = Math.max(high, number);
            }
        }
        if (!(low < high)) {
            high = low + 1;
        }
        double[] edges = new double[BINS + 1];
        for (int i = 0; i <= BINS; i++) {
            edges[i] = low + (high - low) * i / BINS;
        }
        double[] counts = new double[BINS];
        for (float number : numbers) {
            if (Float.isFinite(number)) {
                int bin = (int) ((number - low) / (high - low) * BINS);
                counts[Math.min(BINS - 1, bin)]++;
            }
        }
        curves.series(Series.bars(split, edges, counts));
    }

    private static Optional<ImageGrid> images(Examples examples) {
        int[] form = Preview.form(examples.shape(), false);
        if (form.length == 0) {
            return Optional.empty();
        }
        Batch batch = examples.read(0, Math.min(TILES, examples.size()));
        float[] values = batch.inputs().toFloats();
        int size = examples.shape().size();
        ImageGrid.Builder grid =
                ImageGrid.builder(examples.description()).scale(ImageGrid.Scale.COMMON);
        for (int i = 0; i < batch.size(); i++) {
            int known = batch.labels()[i];
            String label = known < 0 ? "" : examples.classNames().get(known);
            float[] own = Arrays.copyOfRange(values, i * size, (i + 1) * size);
            grid.tile(new Tile(label, form[0], form[1], form[2], own));
        }
        return Optional.of(grid.build());
    }
}

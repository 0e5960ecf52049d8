package theoria.ui.internal.model;

import theoria.core.model.data.Batch;
import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.PreparedExamples;
import theoria.core.model.data.Split;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.Tile;
import theoria.runtime.source.Sources;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The first examples of a data set as a network would see them.
 *
 * @param words what range they have, or why they cannot be seen
 * @param images pictures of them, if they are images
 */
record Preview(String words, Optional<ImageGrid> images) {
    private static final int COUNT = 24;

    /** Prepares the first examples; not for the thread of the window. */
    static Preview of(NetworkGraph graph, InputContract contract, String data, Sources sources) {
        try {
            Dataset dataset = sources.data(List.of(data)).orElseThrow();
            Examples raw =
                    dataset.split(Split.TRAIN).or(() -> dataset.split(Split.TEST)).orElseThrow();
            Examples prepared = PreparedExamples.of(raw, contract, graph.inputShape());
            Batch batch = prepared.read(0, Math.min(COUNT, prepared.size()));
            float[] values = batch.inputs().toFloats();
            String range =
                    String.format(
                            Locale.ROOT,
                            "values from %.4g to %.4g.",
                            smallest(values),
                            largest(values));
            String reshaped =
                    PreparedExamples.reshaping(raw.shape(), contract, graph.inputShape())
                            .map(sentence -> " The " + sentence + ".")
                            .orElse("");
            return new Preview(
                    range + reshaped,
                    images(
                            prepared,
                            batch,
                            values,
                            contract.layout() == InputContract.Layout.NHWC));
        } catch (FormatException | IllegalArgumentException e) {
            return new Preview(String.valueOf(e.getMessage()), Optional.empty());
        }
    }

    private static float smallest(float[] values) {
        float least = Float.POSITIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    private static float largest(float[] values) {
        float most = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            most = Math.max(most, value);
        }
        return most;
    }

    private static Optional<ImageGrid> images(
            Examples examples, Batch batch, float[] values, boolean channelsLast) {
        int[] form = form(examples.shape(), channelsLast);
        if (form.length == 0) {
            return Optional.empty();
        }
        ImageGrid.Builder grid = ImageGrid.builder("").scale(ImageGrid.Scale.COMMON);
        int size = examples.shape().size();
        for (int i = 0; i < batch.size(); i++) {
            float[] own = Arrays.copyOfRange(values, i * size, (i + 1) * size);
            if (channelsLast && form[0] == 3) {
                own = channelsFirst(own, form);
            }
            String label = examples.classNames().get(batch.labels()[i]);
            grid.tile(new Tile(label, form[0], form[1], form[2], own));
        }
        return Optional.of(grid.build());
    }

    /** Channels, height and width of an image; a square of a vector; nothing for other shapes. */
    static int[] form(Shape shape, boolean channelsLast) {
        int[] extents = shape.squeeze().toArray();
        if (extents.length == 3) {
            int channels = channelsLast ? extents[2] : extents[0];
            int[] form =
                    channelsLast
                            ? new int[] {channels, extents[0], extents[1]}
                            : new int[] {channels, extents[1], extents[2]};
            return channels == 3 ? form : new int[0];
        }
        if (extents.length == 2) {
            return new int[] {1, extents[0], extents[1]};
        }
        int side = (int) Math.round(Math.sqrt(shape.size()));
        boolean square = side > 3 && side * side == shape.size();
        return square ? new int[] {1, side, side} : new int[0];
    }

    private static float[] channelsFirst(float[] values, int[] form) {
        float[] turned = new float[values.length];
        int plane = form[1] * form[2];
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < form[0]; c++) {
                turned[c * plane + i] = values[i * form[0] + c];
            }
        }
        return turned;
    }
}

package theoria.core.model.data;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.tensor.Shape;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Synthetic digits, 32 x 32 grey in [0,1], class i mod 10 (theory section 9): strokes of a digit
 * are scaled, sheared, rotated and shifted at random, the plane is warped by smooth Gaussian
 * fields, and a pixel's value falls linearly with its distance from the stroke. Each image has a
 * random stream of its own, so an image depends on the seed, its split and its index only.
 */
public final class SynthDigits {
    private static final int SIDE = 32;
    private static final int CLASSES = 10;
    private static final double SCALE = 20;
    private static final double SCALE_DEVIATION = 0.1;
    private static final double SHEAR_DEVIATION = 0.15;
    private static final double ROTATION_DEVIATION = 0.15;
    private static final double SHIFT = 2.5;
    private static final double THINNEST = 1;
    private static final double THICKEST = 1.8;

    private SynthDigits() {}

    /** A data set of the given sizes. */
    public static Dataset dataset(long seed, int train, int test) {
        Map<Split, Examples> splits = new EnumMap<>(Split.class);
        splits.put(Split.TRAIN, examples(seed, Split.TRAIN, train));
        splits.put(Split.TEST, examples(seed, Split.TEST, test));
        return new Dataset("SynthDigits", splits, origin(seed, train, test), List.of());
    }

    /** The reference of such a data set, which is told without making it. */
    public static String origin(long seed, int train, int test) {
        return "synthdigits?train=" + train + "&test=" + test + "&seed=" + seed;
    }

    private static Examples examples(long seed, Split split, int count) {
        float[] values = new float[count * SIDE * SIDE];
        int[] labels = new int[count];
        SeededRandom stream = new SeededRandom(seed).split("synthdigits").split(split.word());
        Arrays.setAll(labels, i -> i % CLASSES);
        // each image has a stream of its own, so they are the same whatever thread draws them
        IntStream.range(0, count)
                .parallel()
                .forEach(i -> draw(labels[i], stream.split(i), values, i * SIDE * SIDE));
        return InMemoryExamples.ofFloats(
                "SynthDigits " + split.word(),
                Shape.of(1, SIDE, SIDE),
                values,
                labels,
                InMemoryExamples.numbered(CLASSES));
    }

    private static void draw(int digit, SeededRandom random, float[] values, int at) {
        double[][][] strokes = DigitStrokes.of(digit);
        place(strokes, random);
        double[] dx = WarpField.draw(random, SIDE);
        double[] dy = WarpField.draw(random, SIDE);
        double halfWidth = random.nextDouble(THINNEST, THICKEST);
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                int pixel = row * SIDE + column;
                double distance =
                        DigitStrokes.distance(
                                strokes, column + dx[pixel], row + dy[pixel], THICKEST + 1);
                double value = 1 - Math.max(distance - halfWidth, 0);
                values[at + pixel] = (float) Math.max(0, Math.min(1, value));
            }
        }
    }

    /** Centre, scale, shear, rotate, shift: in place. */
    private static void place(double[][][] strokes, SeededRandom random) {
        double scaleX = SCALE * StrictMath.exp(SCALE_DEVIATION * random.nextGaussian());
        double scaleY = SCALE * StrictMath.exp(SCALE_DEVIATION * random.nextGaussian());
        double shear = SHEAR_DEVIATION * random.nextGaussian();
        double angle = ROTATION_DEVIATION * random.nextGaussian();
        double shiftX = SIDE / 2.0 + random.nextDouble(-SHIFT, SHIFT);
        double shiftY = SIDE / 2.0 + random.nextDouble(-SHIFT, SHIFT);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        for (double[][] stroke : strokes) {
            for (double[] point : stroke) {
                double y = (point[1] - 0.5) * scaleY;
                double x = (point[0] - 0.5) * scaleX + shear * y;
                point[0] = cos * x - sin * y + shiftX;
                point[1] = sin * x + cos * y + shiftY;
            }
        }
    }
}

package theoria.core.model.data;

import theoria.core.math.random.SeededRandom;

import java.util.Locale;

/**
 * How training data are spoilt on purpose to see what a network can fit (Zhang et al. 2017, theory
 * entry G1), as {@code labels=0.5} or {@code labels=random,pixels=shuffled}: labels drawn anew,
 * uniformly among all classes, with this probability; pixels in one random order for all examples,
 * in an order of their own for each, or replaced by normal noise of the data's mean and deviation.
 *
 * @param labels probability that a label is drawn anew, 0 to 1
 * @param pixels what becomes of the numbers
 */
public record Corruption(double labels, Pixels pixels) {
    /** Data as they are. */
    public static final Corruption NONE = new Corruption(0, Pixels.KEPT);

    /** What becomes of the numbers of an example. */
    public enum Pixels {
        /** They stay. */
        KEPT,
        /** One permutation for all examples. */
        SHUFFLED,
        /** A permutation of its own for each example. */
        RANDOM,
        /** Normal noise with the mean and the deviation of all numbers. */
        GAUSSIAN
    }

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the probability is none
     */
    public Corruption {
        if (!(labels >= 0 && labels <= 1)) {
            throw new IllegalArgumentException(
                    "the share of random labels is " + labels + ", not from 0 to 1");
        }
    }

    /**
     * Reads {@code labels=P}, {@code labels=random} (all) and {@code
     * pixels=shuffled|random|gaussian}, separated by commas; empty is none.
     *
     * @throws IllegalArgumentException with one sentence if it is none of them
     */
    public static Corruption parse(String text) {
        double labels = 0;
        Pixels pixels = Pixels.KEPT;
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            if (part.equals("labels=random")) {
                labels = 1;
            } else if (part.matches("labels=(0|1|[01]?\\.\\d{1,9})")) {
                labels = Double.parseDouble(part.substring("labels=".length()));
            } else if (part.matches("pixels=(shuffled|random|gaussian)")) {
                String name = part.substring("pixels=".length());
                pixels = Pixels.valueOf(name.toUpperCase(Locale.ROOT));
            } else {
                throw new IllegalArgumentException(
                        "corruption is '"
                                + part
                                + "', not labels=PROBABILITY, labels=random or"
                                + " pixels=shuffled|random|gaussian");
            }
        }
        return new Corruption(labels, pixels);
    }

    /** Whether nothing is changed. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** The corruption as it can be read again. */
    public String text() {
        String spoilt = labels > 0 ? "labels=" + labels : "";
        String moved =
                pixels == Pixels.KEPT ? "" : "pixels=" + pixels.name().toLowerCase(Locale.ROOT);
        return spoilt.isEmpty() || moved.isEmpty() ? spoilt + moved : spoilt + "," + moved;
    }

    /** The examples spoilt so; what becomes of each follows from the seed and its position. */
    public Examples of(Examples examples, long seed) {
        return isNone()
                ? examples
                : new CorruptedExamples(examples, this, new SeededRandom(seed).split("corruption"));
    }
}

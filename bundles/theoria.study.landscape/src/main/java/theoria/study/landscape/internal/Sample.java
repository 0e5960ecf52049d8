package theoria.study.landscape.internal;

import java.util.Arrays;

/**
 * On how many examples something was measured.
 *
 * @param examples n
 * @param classes how many of them are of each class; empty if losses of classes are not asked for
 */
public record Sample(int examples, int[] classes) {
    /** Both together, no example of which is the same. */
    public Sample and(Sample more) {
        int[] counts = classes.clone();
        Arrays.setAll(counts, c -> counts[c] + more.classes[c]);
        return new Sample(examples + more.examples, counts);
    }

    /**
     * What is measured of n = n1 + n2 examples, from what was measured of n1, these, and of n2
     * others (Chan, Golub, LeVeque 1983):
     *
     * <pre>
     * m = (n1 m1 + n2 m2) / n
     * n (n - 1) e^2 = n1 (n1 - 1) e1^2 + n2 (n2 - 1) e2^2 + (m1 - m2)^2 n1 n2 / n
     * </pre>
     *
     * for each mean m and the standard error e of the loss. Up to rounding these are the numbers of
     * all examples measured at once; of n1 = 0 or n2 = 0 they are those of the others, bit for bit.
     */
    public Measurement pooled(Measurement own, Sample more, Measurement theirs) {
        if (examples == 0 || more.examples == 0) {
            return examples == 0 ? theirs : own;
        }
        double n1 = examples;
        double n2 = more.examples;
        double n = n1 + n2;
        double apart = own.loss() - theirs.loss();
        double squares =
                squares(own.error()) + more.squares(theirs.error()) + apart * apart * n1 * n2 / n;
        double[] losses = new double[classes.length];
        Arrays.setAll(
                losses,
                c -> mean(classes[c], own.classes()[c], more.classes[c], theirs.classes()[c]));
        return new Measurement(
                mean(n1, own.loss(), n2, theirs.loss()),
                Math.sqrt(squares / (n - 1) / n),
                mean(n1, own.accuracy(), n2, theirs.accuracy()),
                mean(n1, own.margin(), n2, theirs.margin()),
                losses);
    }

    /** Sum of the squared distances from the mean, 0 of a single example. */
    private double squares(double error) {
        double n = examples;
        return examples == 1 ? 0 : error * error * n * (n - 1);
    }

    private static double mean(double n1, double m1, double n2, double m2) {
        if (n1 == 0 || n2 == 0) {
            return n1 == 0 ? m2 : m1;
        }
        return (n1 * m1 + n2 * m2) / (n1 + n2);
    }
}

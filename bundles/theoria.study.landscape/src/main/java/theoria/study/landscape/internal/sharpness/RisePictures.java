package theoria.study.landscape.internal.sharpness;

import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.Series;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the loss rises on the straight way to the highest point that was found, one picture for each
 * measure, and beside the worst direction what random noise does. A network and the same function
 * with rescaled weights stand in one picture: where their curves part, the measure sees the scale.
 */
final class RisePictures {
    private final List<Curves.Builder> pictures;

    /** Of a split. */
    RisePictures(SharpnessPlan plan, String split) {
        String noise =
                String.format(
                        Locale.ROOT,
                        "Bands: the rise under normal noise of %s times the root mean square of"
                                + " each block of weights, mean and one standard deviation of %d"
                                + " draws.",
                        plan.sigma(),
                        plan.draws());
        String box = "|y_i| up to epsilon (|x_i| + 1), epsilon = " + plan.epsilon();
        pictures =
                List.of(
                        start("Rise in Keskar's box", split, box, noise),
                        start("Rise in SAM's ball", split, "|d|_2 up to " + plan.rho(), noise),
                        start(
                                "Rise in the adaptive ball",
                                split,
                                "|d / |x||_2 up to " + plan.adaptiveRho(),
                                noise));
    }

    private static Curves.Builder start(String title, String split, String set, String noise) {
        return Curves.builder(
                        title + " (" + split + ")",
                        Axis.of("share of the way to the highest point found"),
                        Axis.of("f(x + d) - f(x)"))
                .caption("From the network to the worst point found with " + set + ". " + noise);
    }

    /** Adds a network's curves. */
    void add(String name, Measured measured) {
        double[] shares = Measured.shares();
        double expected = measured.numbers().expected();
        for (int kind = 0; kind < pictures.size(); kind++) {
            pictures.get(kind)
                    .series(Series.line(name, shares, measured.rises()[kind]))
                    .series(
                            Series.line("noise, " + name, shares, constant(expected))
                                    .band(
                                            constant(expected - measured.noiseDeviation()),
                                            constant(expected + measured.noiseDeviation())));
        }
    }

    private static double[] constant(double value) {
        double[] values = new double[Measured.POINTS];
        Arrays.fill(values, value);
        return values;
    }

    /** Adds the pictures. */
    void addTo(Composite.Builder result, String suffix) {
        for (int kind = 0; kind < pictures.size(); kind++) {
            result.part(Measured.KINDS.get(kind) + suffix, pictures.get(kind).build());
        }
    }
}

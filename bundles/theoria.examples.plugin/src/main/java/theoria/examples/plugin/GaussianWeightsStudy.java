package theoria.examples.plugin;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.Role;
import theoria.core.model.load.Model;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.parameter.Parameter;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Column;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.Derivation;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Series;
import theoria.core.study.result.Table;
import theoria.core.study.result.Verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Whether a network's weights still look normally distributed: the density of each kernel's
 * standardised weights beside that of the normal distribution, and each kernel's excess kurtosis
 * g<sub>2</sub> beside its standard error &radic;(24/n) for a normal sample.
 */
public final class GaussianWeightsStudy implements Study {
    /** Kernels further out than so many standard errors are hardly samples of a normal law. */
    private static final double FAR = 4;

    private static final Parameter.Whole BINS =
            new Parameter.Whole("bins", "Bins", "Points of each curve.", 41, 5, 401);

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("examples.gaussian-weights", "Gaussian weights", "Examples")
                    .tells(
                            "Which layers training has given heavier or lighter tails than the"
                                    + " normal law of their initial weights.",
                            "Whether those weights matter for what the network computes.")
                    .formula(
                            "g_2 = \\frac{\\frac1n \\sum_i (w_i - \\bar w)^4}"
                                    + "{(\\frac1n \\sum_i (w_i - \\bar w)^2)^2} - 3",
                            "Joanes and Gill 1998")
                    .data()
                    .parameter(BINS)
                    .output("kurtosis", "excess kurtosis of each kernel, (kernels)")
                    .output("largest_kurtosis", "of the kernel with the heaviest tails")
                    .output("errors", "standard errors it lies from that of a normal sample")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        return kernels(input.model()).isEmpty()
                ? Optional.of("'" + input.model().name() + "' has no layer with a kernel")
                : Optional.empty();
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        long numbers = input.model().graph().parameterCount();
        return new CostEstimate(numbers * 2e-8, numbers * 16, "three passes over the weights");
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress) throws Cancelled {
        Model model = input.model();
        List<StandardWeights> layers = new ArrayList<>();
        for (Block kernel : kernels(model)) {
            progress.check();
            layers.add(StandardWeights.of(kernel.name(), model.weights().values(kernel)));
            progress.report((double) layers.size() / kernels(model).size(), kernel.name());
        }
        StandardWeights heaviest =
                layers.stream()
                        .filter(layer -> !Double.isNaN(layer.kurtosis()))
                        .max(Comparator.comparingDouble(StandardWeights::kurtosis))
                        .orElse(layers.get(0));
        return Composite.builder("Gaussian weights")
                .caption("Weights of " + model.name() + " beside the normal distribution")
                .array("kurtosis", NumericArray.of(column(layers, StandardWeights::kurtosis)))
                .derived(
                        "largest_kurtosis",
                        heaviest.kurtosis(),
                        Derivation.largest("kernels", "excess kurtosis"))
                .scalar("errors", heaviest.errors())
                .verdict(
                        Verdict.atMost(
                                        "no kernel has heavier tails than a normal sample",
                                        "g_2 \\le " + (int) FAR + " \\sqrt{24 / n}",
                                        heaviest.errors(),
                                        FAR,
                                        0)
                                .as(Verdict.Kind.REFERENCE))
                .part("densities", densities(layers, input.values().get(BINS)))
                .part("kernels", table(layers))
                .build();
    }

    private static List<Block> kernels(Model model) {
        return model.graph().trainableBlocks().stream()
                .filter(block -> block.role() == Role.KERNEL)
                .toList();
    }

    /** The density of each kernel, and the one they are held against. */
    private static Curves densities(List<StandardWeights> layers, int bins) {
        double reach = layers.stream().mapToDouble(StandardWeights::largest).max().orElse(1);
        double width = 2 * reach / bins;
        double[] centres = new double[bins];
        Arrays.setAll(centres, i -> (i - (bins - 1) / 2.0) * width);
        double[] normal =
                Arrays.stream(centres)
                        .map(x -> Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI))
                        .toArray();
        Curves.Builder curves =
                Curves.builder(
                                "Density of the weights",
                                Axis.of("weight in standard deviations"),
                                Axis.of("density"))
                        .series(Series.line("normal distribution", centres, normal));
        for (StandardWeights layer : layers) {
            curves.series(Series.line(layer.name(), centres, layer.density(reach, bins)));
        }
        return curves.build();
    }

    private static Table table(List<StandardWeights> layers) {
        String[] names = layers.stream().map(StandardWeights::name).toArray(String[]::new);
        return Table.builder("Kernels")
                .column(Column.text("kernel", names))
                .column(Column.integers("weights", column(layers, layer -> layer.values().length)))
                .column(Column.reals("deviation", column(layers, StandardWeights::deviation)))
                .column(Column.reals("excess kurtosis", column(layers, StandardWeights::kurtosis)))
                .column(Column.reals("standard errors", column(layers, StandardWeights::errors)))
                .build();
    }

    private static double[] column(
            List<StandardWeights> layers, ToDoubleFunction<StandardWeights> measure) {
        return layers.stream().mapToDouble(measure).toArray();
    }
}

package theoria.study.landscape.internal.curvature;

import theoria.core.math.spectral.ExtremePairs;
import theoria.core.model.data.Examples;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Loss;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Series;
import theoria.core.study.result.Verdict;
import theoria.study.landscape.internal.LabelledBatches;
import theoria.study.landscape.internal.Risk;

import java.util.Arrays;
import java.util.List;

/** The largest eigenvalue at each of some checkpoints, on one split after the other. */
public final class StabilityRun {
    private static final ExtremePairs.Limits LIMITS = new ExtremePairs.Limits(40, 300, 1e-9);
    private static final double RESIDUAL = 1e-7;

    private final StudyInput input;
    private final Loss loss;
    private final Model model;
    private final List<Model.Waypoint> path;
    private final int size;
    private final double[][] sharpness;
    private final double[][] preconditioned;
    private final double[][] residuals;
    private final double[][] preconditionedResiduals;
    private boolean stateMissing;

    /**
     * A run.
     *
     * @param path the checkpoints to look at
     */
    public StabilityRun(StudyInput input, Loss loss, List<Model.Waypoint> path) {
        this.input = input;
        this.loss = loss;
        this.model = input.model();
        this.path = path;
        this.size = model.graph().parameterCount();
        this.sharpness = unknown(input.splits().size());
        this.preconditioned = unknown(input.splits().size());
        this.residuals = unknown(input.splits().size());
        this.preconditionedResiduals = unknown(input.splits().size());
    }

    private double[][] unknown(int splits) {
        double[][] numbers = new double[splits][path.size()];
        for (double[] row : numbers) {
            Arrays.fill(row, Double.NaN);
        }
        return numbers;
    }

    /** Computes everything. */
    public Composite compute(StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        int splits = sharpness.length;
        for (int split = 0; split < splits; split++) {
            Examples examples = model.prepare(input.examples(input.splits().get(split)));
            LabelledBatches batches = new LabelledBatches(examples, model.graph(), input.batch());
            for (int k = 0; k < path.size(); k++) {
                progress.report(
                        (double) (split * path.size() + k) / (splits * path.size()),
                        "checkpoint at step " + path.get(k).step());
                measure(split, k, batches, progress);
                progress.publish(result());
            }
        }
        return result();
    }

    private void measure(int split, int k, LabelledBatches batches, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Weights weights;
        double[] roots;
        StepRule rule = new StepRule(path.get(k));
        try {
            weights = path.get(k).weights().read();
            roots = rule.preconditionerRoots(size);
        } catch (FormatException e) {
            throw new StudyException(String.valueOf(e.getMessage()), e);
        }
        try (Curvature curvature =
                new Curvature(input, model.graph(), weights, loss, batches, progress)) {
            ExtremePairs search = new ExtremePairs(size, 1, 0, LIMITS, input.seed());
            curvature.run(search, Curvature.Kind.HESSIAN, products -> {});
            double value = search.found().values()[0];
            double[] vector = search.found().vectors().get(0);
            double[] product = curvature.product(vector, Curvature.Kind.HESSIAN);
            sharpness[split][k] = value;
            residuals[split][k] = residual(product, value, vector);
            if (roots.length > 0) {
                preconditioned(split, k, curvature, rule, roots);
            } else if (rule.adam() && path.get(k).step() > 0) {
                stateMissing = true;
            }
        }
    }

    /** Relative to the eigenvalue. */
    private static double residual(double[] product, double value, double[] vector) {
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            double rest = product[i] - value * vector[i];
            sum += rest * rest;
        }
        return value == 0 ? Math.sqrt(sum) : Math.sqrt(sum) / Math.abs(value);
    }

    private void preconditioned(
            int split, int k, Curvature curvature, StepRule rule, double[] roots)
            throws StudyException, EngineException, Cancelled {
        ExtremePairs search = new ExtremePairs(size, 1, 0, LIMITS, input.seed());
        for (double[] v = search.next(); v != null; v = search.next()) {
            search.accept(product(v, curvature, rule, roots));
        }
        double value = search.found().values()[0];
        double[] vector = search.found().vectors().get(0);
        preconditioned[split][k] = value;
        preconditionedResiduals[split][k] =
                residual(product(vector, curvature, rule, roots), value, vector);
    }

    private double[] product(double[] v, Curvature curvature, StepRule rule, double[] roots)
            throws StudyException, EngineException, Cancelled {
        double[] scaled = new double[size];
        for (int i = 0; i < size; i++) {
            scaled[i] = v[i] / roots[i];
        }
        return rule.finish(curvature.product(scaled, Curvature.Kind.HESSIAN), scaled, roots);
    }

    private Composite result() {
        double[] steps = path.stream().mapToDouble(Model.Waypoint::step).toArray();
        double[] bounds = path.stream().mapToDouble(w -> new StepRule(w).threshold()).toArray();
        Composite.Builder result =
                Composite.builder("Edge of stability, " + model.name())
                        .caption(
                                "Largest eigenvalue of the Hessian of the mean "
                                        + loss.word()
                                        + " loss at "
                                        + path.size()
                                        + " checkpoints of "
                                        + model.name())
                        .array("step", NumericArray.integers(NumericArray.of(steps).shape(), steps))
                        .array("threshold", NumericArray.of(bounds));
        boolean adam = path.stream().anyMatch(w -> new StepRule(w).adam());
        for (int split = 0; split < sharpness.length; split++) {
            addSplit(result, split, steps, bounds);
        }
        if (adam) {
            addPreconditioned(result, steps);
        }
        return result.notes(notes(adam)).build();
    }

    private void addSplit(Composite.Builder result, int split, double[] steps, double[] bounds) {
        String suffix = Risk.suffix(split);
        double[] values = sharpness[split].clone();
        result.array("lambda_max" + suffix, NumericArray.of(values));
        result.array("residuals" + suffix, NumericArray.of(residuals[split].clone()));
        Curves.Builder picture =
                Curves.builder(
                        "Sharpness over the training" + (split == 0 ? "" : " (test)"),
                        Axis.of("step"),
                        Axis.of("largest eigenvalue"));
        picture.series(Series.line("largest eigenvalue", steps, values));
        if (known(bounds)) {
            picture.series(Series.line("stable below", steps, bounds));
        }
        result.part("sharpness" + suffix, picture.build());
        claim(result, "every number", "H_t", residuals[split], split);
    }

    private static void claim(
            Composite.Builder result, String what, String matrix, double[] residuals, int split) {
        double worst = Arrays.stream(residuals).filter(r -> !Double.isNaN(r)).max().orElse(-1);
        if (worst >= 0) {
            result.verdict(
                    Verdict.atMost(
                            what
                                    + " is an eigenvalue, by one more product"
                                    + (split == 0 ? "" : " (test)"),
                            "\\max_t \\|" + matrix + " v - \\lambda v\\| / |\\lambda| \\le 10^{-7}",
                            worst,
                            RESIDUAL,
                            0));
        }
    }

    private static boolean known(double[] numbers) {
        return Arrays.stream(numbers).anyMatch(x -> !Double.isNaN(x));
    }

    private void addPreconditioned(Composite.Builder result, double[] steps) {
        double[] bounds =
                path.stream().mapToDouble(w -> new StepRule(w).preconditionedThreshold()).toArray();
        result.array("preconditioned_threshold", NumericArray.of(bounds));
        Curves.Builder picture =
                Curves.builder(
                        "Preconditioned sharpness over the training",
                        Axis.of("step"),
                        Axis.of("largest eigenvalue").log()); // the edge rises as the rate falls
        for (int split = 0; split < preconditioned.length; split++) {
            String suffix = Risk.suffix(split);
            double[] values = preconditioned[split].clone();
            result.array("preconditioned_lambda_max" + suffix, NumericArray.of(values));
            double[] rest = preconditionedResiduals[split].clone();
            result.array("preconditioned_residuals" + suffix, NumericArray.of(rest));
            claim(result, "every preconditioned number", "D^{-1/2} H_t D^{-1/2}", rest, split);
            picture.series(
                    Series.line("preconditioned" + (split == 0 ? "" : " (test)"), steps, values));
        }
        picture.series(Series.line("stable below", steps, bounds));
        if (!stateMissing) {
            result.part("preconditioned", picture.build());
        }
    }

    private List<String> notes(boolean adam) {
        List<String> notes = new java.util.ArrayList<>();
        path.stream()
                .filter(waypoint -> waypoint.step() > 0)
                .map(waypoint -> StepRule.reason(waypoint.metrics()))
                .filter(reason -> !reason.isEmpty())
                .distinct()
                .forEach(reason -> notes.add("There is no line: " + reason + "."));
        if (adam) {
            notes.add(
                    stateMissing
                            ? "There is no line: the steps were Adam's, and the state of the"
                                    + " optimiser is not stored."
                            : "The steps were Adam's: the line is that of the preconditioned"
                                    + " Hessian, not of the Hessian.");
        }
        notes.add(
                "The line holds for steps with the gradient of all examples on a quadratic; batches"
                        + " and curvature that changes move the edge.");
        if (model.graph().bufferCount() > 0) {
            notes.add("Running statistics of batch norm are those of each checkpoint.");
        }
        return notes;
    }
}

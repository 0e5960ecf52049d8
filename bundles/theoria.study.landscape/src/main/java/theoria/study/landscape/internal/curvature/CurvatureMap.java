package theoria.study.landscape.internal.curvature;

import theoria.core.math.spectral.ExtremePairs;
import theoria.core.model.data.Examples;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Loss;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.result.Axis;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.core.study.result.Verdict;
import theoria.study.landscape.internal.LabelledBatches;
import theoria.study.landscape.internal.LossParameter;
import theoria.study.landscape.internal.frame.CoarseToFine;
import theoria.study.landscape.internal.frame.Frame;
import theoria.study.landscape.internal.frame.Mover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The extreme eigenvalues of the Hessian of the mean loss at every cell of a plane, each cell by a
 * Lanczos search of its own that always starts alike, so that a cell does not depend on others.
 */
public final class CurvatureMap {
    private static final int BASIS = 40;

    /** What is kept of a cell, in this order. */
    private enum Number {
        LARGEST("lambda_max", "largest eigenvalue"),
        SMALLEST("lambda_min", "smallest eigenvalue"),
        RATIO("ratio", "|smallest / largest|"),
        LOSS("loss", "loss"),
        RESIDUAL("residual", "residual estimate"),
        PRODUCTS("cell_products", "products");

        private final String key;
        private final String title;

        Number(String key, String title) {
            this.key = key;
            this.title = title;
        }
    }

    private final StudyInput input;
    private final Model model;
    private final Frame frame;
    private final Mover mover;
    private final Loss loss;
    private final LabelledBatches batches;
    private final String examples;
    private final double tolerance;
    private final int most;
    private final double[][] axes;
    private final boolean[] computed;
    private final double[][] numbers;
    private final AtomicInteger done = new AtomicInteger();

    /**
     * A map of which nothing is computed.
     *
     * @param axes abscissae and ordinates
     * @param tolerance of the residual estimates, relative to the largest eigenvalue in size
     * @param most products for a cell
     */
    public CurvatureMap(
            StudyInput input, Frame frame, Mover mover, double[][] axes, double tolerance, int most)
            throws StudyException {
        this.input = input;
        this.model = input.model();
        this.frame = frame;
        this.mover = mover;
        this.loss = LossParameter.of(input);
        Examples prepared = model.prepare(input.examples(input.splits().get(0)));
        this.batches = new LabelledBatches(prepared, model.graph(), input.batch());
        this.examples = prepared.description();
        this.tolerance = tolerance;
        this.most = most;
        this.axes = axes;
        this.computed = new boolean[axes[0].length * axes[1].length];
        this.numbers = new double[Number.values().length][computed.length];
        for (double[] layer : numbers) {
            Arrays.fill(layer, Double.NaN);
        }
    }

    /** Takes over what an interrupted run of the same input had computed. */
    public void resume(Result previous) {
        if (previous instanceof Surface surface
                && Arrays.equals(surface.x(), axes[0])
                && Arrays.equals(surface.y(), axes[1])
                && surface.layers().size() == numbers.length) {
            System.arraycopy(surface.computed(), 0, computed, 0, computed.length);
            for (boolean cell : computed) {
                done.addAndGet(cell ? 1 : 0);
            }
            for (int layer = 0; layer < numbers.length; layer++) {
                double[] values = surface.layers().get(layer).values();
                System.arraycopy(values, 0, numbers[layer], 0, values.length);
            }
        }
    }

    /** Computes what is not there yet, coarse to fine. */
    public Surface compute(StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Need need = Curvature.need(input, loss);
        for (List<Integer> round : CoarseToFine.rounds(axes[0].length)) {
            List<Integer> open = round.stream().filter(cell -> !computed[cell]).toList();
            if (open.isEmpty()) {
                continue;
            }
            List<double[]> found =
                    progress.parallel(
                            open.size(),
                            () -> input.open(model, need),
                            (network, i) -> cell(network, open.get(i), progress));
            for (int i = 0; i < open.size(); i++) {
                store(open.get(i), found.get(i));
            }
            progress.publish(result());
        }
        return result();
    }

    private void store(int cell, double[] found) {
        for (int layer = 0; layer < numbers.length; layer++) {
            numbers[layer][cell] = found[layer];
        }
        computed[cell] = true;
    }

    private double[] cell(Network network, int cell, StudyProgress progress)
            throws StudyException, Cancelled {
        mover.move(network, frame, axes[0][cell % axes[0].length], axes[1][cell / axes[0].length]);
        double risk = mean(network, progress);
        int size = model.graph().parameterCount();
        ExtremePairs.Limits limits =
                new ExtremePairs.Limits(Math.min(BASIS, most), most, tolerance);
        ExtremePairs search = new ExtremePairs(size, 1, 1, limits, input.seed());
        KeptPasses passes = new KeptPasses(batches, size, progress.threads());
        for (double[] v = search.next(); Double.isFinite(risk) && v != null; v = search.next()) {
            search.accept(product(network, passes, v, progress));
        }
        progress.report((double) done.incrementAndGet() / computed.length, "curvature map");
        return Double.isFinite(risk) ? numbers(search, risk) : unknown(risk);
    }

    private static double[] numbers(ExtremePairs search, double risk) {
        ExtremePairs.Found found = search.found();
        double[] values = found.values();
        double largest = values[values.length - 1];
        double size = Math.max(Math.abs(values[0]), Math.abs(largest));
        double error = Arrays.stream(found.estimates()).max().orElse(0);
        return new double[] {
            largest,
            values[0],
            largest == 0 ? Double.NaN : Math.abs(values[0] / largest),
            risk,
            size == 0 ? 0 : error / size,
            search.products()
        };
    }

    /** Where the loss is no number there is nothing to differentiate. */
    private static double[] unknown(double risk) {
        double[] numbers = new double[Number.values().length];
        Arrays.fill(numbers, Double.NaN);
        numbers[Number.LOSS.ordinal()] = risk;
        numbers[Number.PRODUCTS.ordinal()] = 0;
        return numbers;
    }

    private double mean(Network network, StudyProgress progress) throws StudyException, Cancelled {
        double sum = 0;
        for (int b = 0; b < batches.count(); b++) {
            progress.check();
            for (double one : network.evaluate(batches.get(b)).losses()) {
                sum += one;
            }
        }
        return sum / batches.examples();
    }

    private double[] product(Network network, KeptPasses passes, double[] v, StudyProgress progress)
            throws StudyException, Cancelled {
        Curvature.Term term =
                (one, b, product) -> one.hessianProduct(passes.of(one, b), v, product);
        return Curvature.sum(batches, v.length, term, network, 0, batches.count(), progress);
    }

    private Surface result() {
        Surface.Builder surface =
                Surface.builder(
                                "Curvature map of " + model.name(),
                                Axis.of("x"),
                                axes[0],
                                Axis.of("y"),
                                axes[1])
                        .computed(computed.clone())
                        .caption(
                                "Extreme eigenvalues of the Hessian of the mean "
                                        + loss.word()
                                        + " loss, "
                                        + model.name()
                                        + ", "
                                        + frame.words()
                                        + ", "
                                        + examples)
                        .array("x", NumericArray.of(axes[0]))
                        .array("y", NumericArray.of(axes[1]));
        Shape shape = Shape.of(axes[1].length, axes[0].length);
        for (Number number : Number.values()) {
            double[] values = numbers[number.ordinal()].clone();
            surface.layer(number.key, Axis.of(number.title), values)
                    .array(number.key, NumericArray.of(shape, values.clone()));
        }
        addSummary(surface);
        return surface.notes(frame.notes()).notes(notes()).build();
    }

    private void addSummary(Surface.Builder surface) {
        double products = 0;
        double residual = 0;
        int down = 0;
        int cells = 0;
        for (int cell = 0; cell < computed.length; cell++) {
            double error = numbers[Number.RESIDUAL.ordinal()][cell];
            if (computed[cell] && !Double.isNaN(error)) {
                cells++;
                products += numbers[Number.PRODUCTS.ordinal()][cell];
                residual = Math.max(residual, error);
                double noise = error * Math.abs(numbers[Number.LARGEST.ordinal()][cell]);
                down += numbers[Number.SMALLEST.ordinal()][cell] < -noise ? 1 : 0;
            }
        }
        surface.scalar("centre_lambda_max", centre(Number.LARGEST))
                .scalar("centre_lambda_min", centre(Number.SMALLEST))
                .scalar("bending_down", cells == 0 ? Double.NaN : (double) down / cells)
                .scalar("products", products)
                .verdict(
                        Verdict.atMost(
                                "every search converged",
                                "\\beta |y_m| / |\\lambda|",
                                residual,
                                tolerance,
                                0));
    }

    private double centre(Number number) {
        for (int cell = 0; cell < computed.length; cell++) {
            if (axes[0][cell % axes[0].length] == 0 && axes[1][cell / axes[0].length] == 0) {
                return numbers[number.ordinal()][cell];
            }
        }
        return Double.NaN;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        mover.sentence().ifPresent(notes::add);
        notes.add(
                String.format(
                        Locale.ROOT,
                        "Eigenvalues of the whole Hessian, in all %,d parameters, not of the two"
                                + " directions; of a ReLU network those at the point, which may"
                                + " jump where a unit switches.",
                        model.graph().parameterCount()));
        return notes;
    }
}

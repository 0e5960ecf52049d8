package theoria.study.landscape.laboratory;

import theoria.core.math.optim.Optimiser;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.parameter.Parameter;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Series;
import theoria.core.study.result.Table;
import theoria.core.study.result.TableRows;
import theoria.core.study.result.Verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * First-order methods on the quadratic f = (mu x^2 + L y^2) / 2 with condition kappa = L / mu
 * (theory entry L15): per step the loss falls by ((kappa - 1) / (kappa + 1))^2 for gradient descent
 * with the step 2 / (L + mu), and in the long run by ((sqrt kappa - 1) / (sqrt kappa + 1))^2 for
 * the heavy ball with its best step and momentum (Polyak 1964).
 */
public final class FirstOrderStudy implements Study {
    private static final Parameter.Real CONDITION =
            new Parameter.Real(
                    "condition", "Condition", "kappa = L / mu, with mu = 1.", 100.0, 1.01, 1e6, "");
    private static final Parameter.Whole STEPS =
            new Parameter.Whole("steps", "Steps", "Of each method.", 400, 10, 100_000);
    private static final double[] START = {1, 1};
    private static final double EXACT = 1e-9;
    private static final double SLACK = 0.01;
    private static final double ADAM_RATE = 0.02;

    /** From here a loss is lost in rounding, and rates are measured before it. */
    private static final double SMALLEST = 1e-250;

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder(
                            "landscape.first-order-methods", "First-order methods", "Landscape")
                    .tells(
                            "How fast gradient descent, heavy ball, Nesterov's method and Adam"
                                    + " go down a narrow valley, beside their rates.",
                            "How they do where the loss is not quadratic or gradients are noisy.")
                    .formula(
                            "\\rho_{GD} = \\left(\\frac{\\kappa-1}{\\kappa+1}\\right)^2,\\quad"
                                    + " \\rho_{HB} ="
                                    + " \\left(\\frac{\\sqrt\\kappa-1}{\\sqrt\\kappa+1}\\right)^2",
                            "B. Polyak: Some methods of speeding up the convergence of iteration"
                                    + " methods, 1964; Y. Nesterov 1983; D. Kingma, J. Ba 2015")
                    .models(0, 0)
                    .data()
                    .parameter(CONDITION)
                    .parameter(STEPS)
                    .output("step", "0 to steps")
                    .output("gradient_descent", "loss after each step")
                    .output("heavy_ball", "loss after each step")
                    .output("nesterov", "loss after each step")
                    .output("adam", "loss after each step, rate 0.02")
                    .output("gradient_descent_rate", "loss ratio of one step")
                    .output("heavy_ball_rate", "mean loss ratio of a step in the long run")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        return CostEstimate.negligible();
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        double kappa = input.values().get(CONDITION);
        int steps = input.values().get(STEPS);
        double root = Math.sqrt(kappa);
        double ball = Math.pow((root - 1) / (root + 1), 2);
        List<Race> races = new ArrayList<>();
        races.add(Race.linear("gradient descent", kappa, 2 / (kappa + 1), 0, false, steps));
        races.add(
                Race.linear(
                        "heavy ball", kappa, 4 / ((root + 1) * (root + 1)), ball, false, steps));
        races.add(Race.linear("Nesterov", kappa, 1 / kappa, (root - 1) / (root + 1), true, steps));
        races.add(Race.adam(kappa, steps));
        progress.report(1, "descent");
        return result(kappa, races);
    }

    /** The way of one method. */
    private record Race(String name, double[] x, double[] y, double[] loss) {
        static Race of(String name, int steps) {
            return new Race(
                    name, new double[steps + 1], new double[steps + 1], new double[steps + 1]);
        }

        private void put(int step, double[] theta, double kappa) {
            x[step] = theta[0];
            y[step] = theta[1];
            loss[step] = (theta[0] * theta[0] + kappa * theta[1] * theta[1]) / 2;
        }

        /** Momentum of Polyak, or of Nesterov, whose gradient is taken ahead. */
        static Race linear(
                String name, double kappa, double rate, double beta, boolean ahead, int steps) {
            Race race = of(name, steps);
            double[] theta = START.clone();
            double[] before = START.clone();
            double[] curvature = {1, kappa};
            race.put(0, theta, kappa);
            for (int step = 1; step <= steps; step++) {
                for (int i = 0; i < theta.length; i++) {
                    double moved = theta[i] + beta * (theta[i] - before[i]);
                    double slope = curvature[i] * (ahead ? moved : theta[i]);
                    before[i] = theta[i];
                    theta[i] = moved - rate * slope;
                }
                race.put(step, theta, kappa);
            }
            return race;
        }

        static Race adam(double kappa, int steps) {
            Race race = of("Adam", steps);
            Optimiser adam = Optimiser.adam(0.9, 0.999, 1e-8);
            double[] theta = START.clone();
            double[] state = new double[adam.stateLength(theta.length)];
            race.put(0, theta, kappa);
            for (int step = 1; step <= steps; step++) {
                double[] gradient = {theta[0], kappa * theta[1]};
                adam.step(theta, gradient, state, ADAM_RATE, step);
                race.put(step, theta, kappa);
            }
            return race;
        }

        /** Mean ratio of a step in the second half of what is not lost in rounding. */
        double longRate() {
            int end = lastSeen();
            int begin = end / 2;
            return Math.exp(Math.log(loss[end] / loss[begin]) / (end - begin));
        }

        /**
         * The same without the square of the step that a double root adds: at the best momentum the
         * distance goes as (a + b k) r^k, the loss as (a + b k)^2 r^(2k).
         */
        double doubleRootRate() {
            int end = lastSeen();
            int begin = end / 2;
            double polynomial = 2 * Math.log((double) end / begin);
            return Math.exp((Math.log(loss[end] / loss[begin]) - polynomial) / (end - begin));
        }

        /** The last step whose loss is more than rounding. */
        private int lastSeen() {
            int end = loss.length - 1;
            while (end > 2 && !(loss[end] > SMALLEST)) {
                end--;
            }
            return end;
        }
    }

    private static Result result(double kappa, List<Race> races) {
        int points = races.get(0).loss().length;
        double[] step = new double[points];
        for (int i = 0; i < points; i++) {
            step[i] = i;
        }
        Curves.Builder losses =
                Curves.builder("Loss", Axis.of("step"), Axis.of("loss").log())
                        .caption(
                                "The slope is the rate; the heavy ball needs about the root of"
                                        + " the steps.");
        Curves.Builder ways =
                Curves.builder("Ways in the valley", Axis.of("x (flat)"), Axis.of("y (steep)"));
        Composite.Builder result =
                Composite.builder("First-order methods")
                        .caption("f = (x^2 + " + kappa + " y^2) / 2 from (1, 1)")
                        .array("step", NumericArray.of(step));
        TableRows rows = new TableRows().text("method").reals("rate per step").reals("last loss");
        for (Race race : races) {
            losses.series(Series.line(race.name(), step, race.loss()));
            ways.series(Series.line(race.name(), race.x(), race.y()));
            result.array(
                    race.name().toLowerCase(java.util.Locale.ROOT).replace(' ', '_'),
                    NumericArray.of(race.loss()));
            rows.add(race.name(), race.longRate(), race.loss()[points - 1]);
        }
        double descent = races.get(0).loss()[1] / races.get(0).loss()[0];
        double ball = races.get(1).doubleRootRate();
        double root = Math.sqrt(kappa);
        double ballRate = Math.pow((root - 1) / (root + 1), 2);
        return result.scalar("gradient_descent_rate", descent)
                .scalar("heavy_ball_rate", ball)
                .verdict(
                        Verdict.equal(
                                "gradient descent has its rate in every step",
                                "((\\kappa-1)/(\\kappa+1))^2",
                                descent,
                                Math.pow((kappa - 1) / (kappa + 1), 2),
                                EXACT))
                .verdict(
                        Verdict.equal(
                                        "the heavy ball has its rate in the long run",
                                        "((\\sqrt\\kappa-1)/(\\sqrt\\kappa+1))^2",
                                        ball,
                                        ballRate,
                                        SLACK * ballRate)
                                .as(Verdict.Kind.CALIBRATED))
                .part("loss", losses.build())
                .part("ways", ways.build())
                .part("methods", Table.builder("Methods").rows(rows).build())
                .build();
    }
}

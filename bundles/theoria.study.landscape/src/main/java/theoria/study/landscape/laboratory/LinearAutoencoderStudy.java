package theoria.study.landscape.laboratory;

import theoria.core.math.random.SeededRandom;
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
import theoria.study.landscape.internal.laboratory.DeepLinear;
import theoria.study.landscape.internal.laboratory.Lattice;
import theoria.study.landscape.internal.laboratory.PositiveNumbers;
import theoria.study.landscape.internal.laboratory.Stationary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All critical points of the linear autoencoder f(A, B) = tr((AB - I) C (AB - I)') / 2, searched by
 * minimising |grad f|^2 from random starts, on the lattice of loss and index that theory gives
 * (Baldi and Hornik 1989; theory entry L6): the only minimum is the best one; from saddles that lie
 * higher usually, not always, more directions lead down.
 */
public final class LinearAutoencoderStudy implements Study {
    private static final Parameter.Reals EIGENVALUES =
            new Parameter.Reals(
                    "eigenvalues",
                    "Eigenvalues",
                    "Of the covariance of the data, 1 to 8 positive numbers.",
                    List.of(3.0, 2.2, 1.5, 0.9));
    private static final Parameter.Whole RANK =
            new Parameter.Whole("rank", "Rank", "Width p of the hidden layer.", 2, 1, 8);
    private static final Parameter.Whole STARTS =
            new Parameter.Whole("starts", "Starts", "Random starts.", 300, 1, 100_000);
    private static final double TOLERANCE = 1e-6;
    private static final int MOST_EIGENVALUES = 8;

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder(
                            "landscape.linear-autoencoder",
                            "Critical points of the linear autoencoder",
                            "Landscape")
                    .tells(
                            "Where all minima and saddles of a linear autoencoder lie, and that"
                                    + " no minimum is poor.",
                            "Anything of networks that are not linear.")
                    .formula(
                            "f_I = \\tfrac12 \\sum_{i \\notin I} \\lambda_i,\\quad"
                                    + " \\mathrm{index}(I) = \\mathrm{inv}(I) + (p-r)(d-r)",
                            "P. Baldi, K. Hornik: Neural networks and principal component"
                                    + " analysis, Neural Networks 1989")
                    .models(0, 0)
                    .data()
                    .parameter(EIGENVALUES)
                    .parameter(RANK)
                    .parameter(STARTS)
                    .output("values", "losses of the lattice's points, ascending")
                    .output("indices", "index of each: directions that lead down")
                    .output("counts", "how many starts ended at each")
                    .output("found", "points of the lattice that were found")
                    .output("points", "points of the lattice")
                    .output("off_lattice", "critical points found that are not on it")
                    .output("max_error", "largest difference of a found loss from its point's")
                    .output("unfinished", "starts that reached no critical point")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        Optional<String> numbers = PositiveNumbers.obstacle(input, EIGENVALUES, MOST_EIGENVALUES);
        if (numbers.isPresent()) {
            return numbers;
        }
        return input.values().get(RANK) > input.values().get(EIGENVALUES).size()
                ? Optional.of("parameter rank is larger than the number of eigenvalues")
                : Optional.empty();
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        double n = 2.0 * input.values().get(EIGENVALUES).size() * input.values().get(RANK);
        return new CostEstimate(
                input.values().get(STARTS) * n * n * 4e-5,
                1 << 24,
                input.values().get(STARTS) + " searches of " + (int) n + " numbers");
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        double[] lambda =
                input.values().get(EIGENVALUES).stream().mapToDouble(Double::doubleValue).toArray();
        int rank = input.values().get(RANK);
        int starts = input.values().get(STARTS);
        DeepLinear function =
                new DeepLinear(new int[] {lambda.length, rank, lambda.length}, lambda);
        List<Optional<Stationary>> found =
                progress.parallel(
                        starts,
                        "critical points",
                        index -> {
                            SeededRandom random = new SeededRandom(input.seed()).split(index);
                            double[] start = new double[function.parameters()];
                            random.nextGaussians(start);
                            // small starts end at points of low rank, large ones at all others
                            double scale = Math.exp(random.nextDouble(-4, 1));
                            for (int i = 0; i < start.length; i++) {
                                start[i] *= scale;
                            }
                            return Stationary.from(function, start, progress);
                        });
        return new Findings(Lattice.of(lambda, rank), found).result(lambda, rank);
    }

    /** What was found, by the points of the lattice. */
    private static final class Findings {
        private final List<Stationary> lattice;
        private final List<Stationary> points = new ArrayList<>();
        private final int[] counts;
        private final int unfinished;
        private double maxError;
        private int off;

        Findings(List<Stationary> lattice, List<Optional<Stationary>> found) {
            this.lattice = lattice;
            this.counts = new int[lattice.size()];
            found.forEach(point -> point.ifPresent(points::add));
            this.unfinished = found.size() - points.size();
            for (Stationary point : points) {
                int nearest = nearest(point);
                double error =
                        nearest < 0
                                ? Double.POSITIVE_INFINITY
                                : Math.abs(lattice.get(nearest).value() - point.value());
                if (error <= TOLERANCE) {
                    counts[nearest]++;
                    maxError = Math.max(maxError, error);
                } else {
                    off++;
                }
            }
        }

        /** The nearest point of the lattice with the same index; -1 if there is none. */
        private int nearest(Stationary point) {
            int best = -1;
            for (int i = 0; i < lattice.size(); i++) {
                if (lattice.get(i).index() == point.index()
                        && (best < 0 || distance(i, point) < distance(best, point))) {
                    best = i;
                }
            }
            return best;
        }

        private double distance(int i, Stationary point) {
            return Math.abs(lattice.get(i).value() - point.value());
        }

        Result result(double[] lambda, int rank) {
            int hit = (int) java.util.Arrays.stream(counts).filter(count -> count > 0).count();
            return Composite.builder("Critical points of the linear autoencoder")
                    .caption(
                            "Loss and index of the critical points, d = "
                                    + lambda.length
                                    + ", p = "
                                    + rank
                                    + ", "
                                    + (points.size() + unfinished)
                                    + " starts")
                    .array("values", NumericArray.of(column(lattice, true)))
                    .array(
                            "indices",
                            NumericArray.integers(
                                    lattice.stream().mapToInt(Stationary::index).toArray()))
                    .array("counts", NumericArray.integers(counts))
                    .scalar("found", hit)
                    .scalar("points", lattice.size())
                    .scalar("off_lattice", off)
                    .scalar("max_error", maxError)
                    .scalar("unfinished", unfinished)
                    .verdict(
                            Verdict.equal(
                                            "every critical point lies on the lattice of theory",
                                            "f_I = \\tfrac12 \\sum_{i \\notin I} \\lambda_i",
                                            off,
                                            0,
                                            0)
                                    .from("Baldi and Hornik 1989"))
                    .verdict(
                            Verdict.equal(
                                            "the starts find every point of the lattice",
                                            "",
                                            hit,
                                            lattice.size(),
                                            0)
                                    .as(Verdict.Kind.CALIBRATED))
                    .part("lattice", picture())
                    .part("points", table())
                    .build();
        }

        private static double[] column(List<Stationary> points, boolean values) {
            return points.stream().mapToDouble(p -> values ? p.value() : p.index()).toArray();
        }

        private Curves picture() {
            return Curves.builder(
                            "Loss and index", Axis.of("index (directions down)"), Axis.of("loss"))
                    .caption(
                            "No direction leads down from the lowest only; more do from most that"
                                    + " lie higher.")
                    .series(Series.points("theory", column(lattice, false), column(lattice, true)))
                    .series(Series.points("found", column(points, false), column(points, true)))
                    .build();
        }

        private Table table() {
            TableRows rows =
                    new TableRows().reals("loss").integers("index").integers("starts ended here");
            for (int i = 0; i < lattice.size(); i++) {
                rows.add(lattice.get(i).value(), lattice.get(i).index(), counts[i]);
            }
            return Table.builder("Points of the lattice").rows(rows).build();
        }
    }
}

package theoria.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.math.spectral.DenseSymmetric;
import theoria.core.math.spectral.Quadrature;
import theoria.core.math.spectral.SpectralDensity;
import theoria.core.model.data.Batch;
import theoria.core.model.data.Dataset;
import theoria.core.model.data.SampleSelection;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.StudyException;
import theoria.core.study.codec.ResultCodec;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Result;
import theoria.core.study.result.Verdict;
import theoria.engine.reference.ReferenceEngine;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.StudyRunner;
import theoria.tests.support.BuiltIn;
import theoria.tests.support.Studies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Theory entries L4 and L5 on a tanh network of 244 parameters with 4 classes. */
class CurvatureChecksTest {
    private static final String EVERYTHING = "eigenvalues,trace,density,gauss-newton";

    private final NetworkGraph graph = Architecture.parse("mlp:10-16-4:tanh", Shape.of(10), 4);
    private final Dataset data = Studies.gaussian(120, 10, 4);
    private final Model model = drawn(graph);

    private static Model drawn(NetworkGraph graph) {
        return Studies.model(graph, Initialisation.HE.draw(graph, 1).parameters().toDoubles());
    }

    private FlatResult run(Model of, String... parameters) throws Exception {
        Map<String, String> values = new TreeMap<>();
        for (String parameter : parameters) {
            values.put(parameter.split("=")[0], parameter.split("=")[1]);
        }
        return Studies.run("landscape.hessian", List.of(of), data, values);
    }

    private static double[] array(FlatResult result, String key) {
        return result.arrays().get(key).values();
    }

    private static void checkVerdicts(FlatResult result) {
        assertThat(result.verdicts())
                .filteredOn(verdict -> verdict.kind() == Verdict.Kind.EXACT)
                .isNotEmpty()
                .allMatch(Verdict::holds);
    }

    @Test
    void lanczosFindsTheEndsOfTheDenseSpectrum() throws Exception {
        assertThat(graph.parameterCount()).isEqualTo(244);
        double[] dense = array(run(model, "method=dense"), "eigenvalues");
        assertThat(dense).hasSize(244);
        for (int i = 1; i < dense.length; i++) {
            assertThat(dense[i]).isLessThanOrEqualTo(dense[i - 1]);
        }
        FlatResult found = run(model, "method=lanczos", "top=5", "bottom=3", "steps=40");
        double[] extremes = array(found, "eigenvalues");
        assertThat(extremes).hasSize(8);
        for (int k = 0; k < 8; k++) {
            double expected = k < 5 ? dense[k] : dense[244 - 8 + k];
            assertThat(extremes[k]).isCloseTo(expected, within(1e-8 * dense[0]));
        }
        assertThat(array(found, "residuals")).hasSize(8);
        assertThat(Arrays.stream(array(found, "residuals")).max().orElseThrow()).isLessThan(1e-8);
        checkVerdicts(found);
    }

    @Test
    void tracesAgreeWithTheDenseOne() throws Exception {
        FlatResult result = run(model, "method=dense", "compute=eigenvalues,trace", "probes=2000");
        double trace = result.scalars().get("trace");
        double[] values = array(result, "eigenvalues");
        assertThat(trace).isCloseTo(Arrays.stream(values).sum(), within(1e-12));
        double error = result.scalars().get("trace_hutchinson_stderr");
        assertThat(result.scalars().get("trace_hutchinson")).isCloseTo(trace, within(4 * error));
        double squares = Arrays.stream(values).map(v -> v * v).sum();
        assertThat(error).isLessThan(1.1 * Math.sqrt(2 * squares / 2000));
        assertThat(result.scalars().get("trace_hutchpp"))
                .isCloseTo(trace, within(4 * result.scalars().get("trace_hutchpp_stderr") + 1e-12));
        checkVerdicts(result);
    }

    @Test
    void theDensityIsThatOfTheEigenvalues() throws Exception {
        FlatResult result =
                run(model, "method=dense", "compute=eigenvalues,density", "probes=100", "steps=40");
        double[] values = array(result, "eigenvalues");
        double[] weights = new double[values.length];
        Arrays.fill(weights, 1.0 / values.length);
        Quadrature all = new Quadrature(values, weights);
        double[] x = array(result, "density_x");
        double[] y = array(result, "density_y");
        double[] error = array(result, "density_stderr");
        double peak = Arrays.stream(y).max().orElseThrow();
        for (int i = 0; i < x.length; i++) {
            double sigma = result.scalars().get("density_sigma");
            double expected = SpectralDensity.smoothed(all, x[i], sigma);
            assertThat(y[i]).isCloseTo(expected, within(4 * error[i] + 1e-3 * peak));
        }
        FlatResult exact =
                run(model, "method=lanczos", "compute=density", "probes=20", "steps=244");
        double negative =
                (double) Arrays.stream(values).filter(v -> v < -1e-9 * values[0]).count() / 244;
        assertThat(exact.scalars().get("negative_mass")).isCloseTo(negative, within(0.03));
        double mean = Arrays.stream(values).average().orElseThrow();
        double deviation = Math.sqrt(result.scalars().get("spectrum_variance"));
        assertThat(result.scalars().get("spectrum_mean"))
                .isCloseTo(mean, within(4 * deviation / Math.sqrt(100.0 * 244)));
    }

    @Test
    void everythingTogetherWithTheBlocksOfTheLayers() throws Exception {
        FlatResult result =
                run(model, "method=lanczos", "compute=" + EVERYTHING, "blocks=true", "steps=40");
        checkVerdicts(result);
        double largest = array(result, "eigenvalues")[0];
        double[] largestOfBlocks = array(result, "block_eigenvalues");
        assertThat(largestOfBlocks).hasSize(2);
        assertThat(Math.max(largestOfBlocks[0], largestOfBlocks[1]))
                .isLessThanOrEqualTo(largest + 1e-9);
        double[] gaussNewton = array(result, "block_gauss_newton_traces");
        double trace = result.scalars().get("gauss_newton_trace");
        assertThat(gaussNewton[0] + gaussNewton[1]).isCloseTo(trace, within(1e-12 * trace));
        double[] traces = array(result, "block_traces");
        double whole = result.scalars().get("trace");
        assertThat(traces[0] + traces[1]).isCloseTo(whole, within(1e-12));
        assertThat(result.scalars().get("gradient_overlap")).isBetween(0.0, 1.0);
        assertThat(array(result, "gauss_newton_eigenvalues")[0]).isLessThanOrEqualTo(trace);
    }

    /** Eight pieces of data on one thread and on two; partial results have the keys of the last. */
    @Test
    void noBitDependsOnTheThreads() throws Exception {
        List<Result> partial = new ArrayList<>();
        Result one = run(1, partial);
        assertThat(run(2, new ArrayList<>())).isEqualTo(one);
        assertThat(partial).isNotEmpty();
        for (Result some : partial) {
            assertThat(some.kind()).isEqualTo(one.kind());
            assertThat(some.arrays().keySet()).isEqualTo(one.arrays().keySet());
            assertThat(some.scalars().keySet()).isEqualTo(one.scalars().keySet());
            assertThat(ResultCodec.decode(ResultCodec.encode(some), "partial")).isEqualTo(some);
        }
    }

    private Result run(int threads, List<Result> partial) throws Exception {
        BuiltIn catalogue = new BuiltIn();
        Map<String, String> values =
                Map.of(
                        "method", "lanczos",
                        "compute", EVERYTHING,
                        "blocks", "true",
                        "steps", "20",
                        "bottom", "2",
                        "batch", "15",
                        "precision", "double");
        StudyRequest request =
                new StudyRequest(
                        List.of(model),
                        Optional.of(data),
                        SampleSelection.ALL,
                        List.of(),
                        values,
                        3);
        RunListener listener =
                new RunListener() {
                    @Override
                    public void partial(Result result) {
                        partial.add(result);
                    }
                };
        return new StudyRunner(catalogue, threads)
                .run(
                        catalogue.study("landscape.hessian").orElseThrow().study(),
                        request,
                        Optional.empty(),
                        new RunControl(),
                        listener)
                .result();
    }

    /** A linear network with squared loss: H = (2/K) X'X/n, one block per output (entry L5). */
    @Test
    void linearRegressionHasTheCovarianceAsItsHessian() throws Exception {
        NetworkGraph linear = Architecture.parse("seq:10,dense4", Shape.of(10), 4);
        FlatResult result = run(drawn(linear), "method=dense", "loss=mse");
        double[] values = array(result, "eigenvalues");
        double[] covariance = new double[11 * 11];
        Batch batch = data.split(Split.TRAIN).orElseThrow().read(0, 120);
        for (int n = 0; n < 120; n++) {
            for (int i = 0; i < 11; i++) {
                for (int j = 0; j < 11; j++) {
                    double a = i == 10 ? 1 : batch.inputs().get(n * 10 + i);
                    double b = j == 10 ? 1 : batch.inputs().get(n * 10 + j);
                    covariance[i * 11 + j] += 2.0 / 4 * a * b / 120;
                }
            }
        }
        double[] expected = new DenseSymmetric(covariance, 11).eigenvalues();
        for (int i = 0; i < 44; i++) {
            assertThat(values[i]).isCloseTo(expected[10 - i / 4], within(1e-12));
        }
        checkVerdicts(result);
    }

    /** A straight loss on a network of straight pieces has no curvature within a piece. */
    @Test
    void aHessianOfNothingIsSaidToBeNothing() throws Exception {
        NetworkGraph linear = Architecture.parse("seq:10,dense4", Shape.of(10), 4);
        FlatResult result =
                run(
                        drawn(linear),
                        "method=lanczos",
                        "loss=multi-margin",
                        "compute=" + EVERYTHING,
                        "blocks=true");
        assertThat(array(result, "eigenvalues")).containsOnly(0);
        assertThat(array(result, "residuals")).containsOnly(0);
        assertThat(result.scalars().get("trace")).isZero();
        checkVerdicts(result);
    }

    @Test
    void theExactTraceOfAPiecewiseLinearNetworkIsThatOfTheWholeMatrix() throws Exception {
        Model rectified = drawn(Architecture.parse("mlp:10-8-7-4", Shape.of(10), 4));
        double dense = Arrays.stream(array(run(rectified, "method=dense"), "eigenvalues")).sum();
        FlatResult result = run(rectified, "compute=exact-trace", "method=lanczos");
        assertThat(result.scalars().get("trace")).isCloseTo(dense, within(1e-12 * dense));
        assertThat(result.scalars().get("trace_stderr")).isZero();
        assertThat(result.scalars()).doesNotContainKey("trace_hutchinson");
    }

    @Test
    void theExactTraceIsRefusedWhereTheHessianHasAnother() {
        assertThatThrownBy(() -> run(model, "compute=exact-trace", "method=lanczos"))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("is not known to be piecewise linear; compute=trace");
    }

    /** The loss of the logits is piecewise linear in each weight, that of the softmax is not. */
    @Test
    void theExactTraceIsJudgedByTheOutputsThatAreAskedFor() throws Exception {
        NetworkGraph softmax =
                NetworkGraph.builder("softmax")
                        .input("x", Shape.of(10))
                        .add(
                                new Node(
                                        "fc",
                                        new Operator.Dense(4),
                                        List.of("x"),
                                        Map.of(Role.KERNEL, "fc.weight", Role.BIAS, "fc.bias")))
                        .add("softmax", new Operator.Softmax(0, false), "fc")
                        .build("softmax");
        Model ends = drawn(softmax);
        run(ends, "compute=exact-trace", "method=lanczos");
        assertThatThrownBy(() -> run(ends, "compute=exact-trace", "method=lanczos", "outputs=raw"))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("piecewise linear");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compute=eigenvalue", "compute=trace,spectrum"})
    void wordsThatAreNoneAreRefused(String parameter) {
        assertThatThrownBy(() -> run(model, parameter))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("gauss-newton");
    }

    @Test
    void theWholeMatrixOfALargeNetworkIsRefused() {
        NetworkGraph large = Architecture.parse("mlp:10-400-4", Shape.of(10), 4);
        assertThatThrownBy(() -> run(drawn(large), "method=dense"))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("6,004 parameters")
                .hasMessageContaining("5,000");
    }

    /**
     * At zero squared loss H = (2/K) J'J/n has rank at most nK (theory entry L10): a tanh network
     * of P = 200 parameters with K = 2 outputs that fits n = 6 examples has nK = 12 eigenvalues
     * above 1e-7 and none else above 1e-9.
     */
    @Test
    void anInterpolatingNetworkHasAsManySteepDirectionsAsItFitsNumbers() throws Exception {
        NetworkGraph small = Architecture.parse("mlp:8-18-2:tanh", Shape.of(8), 2);
        assertThat(small.parameterCount()).isEqualTo(200);
        Dataset few = Studies.gaussian(6, 8, 2);
        Batch batch = few.split(Split.TRAIN).orElseThrow().read(0, 6);
        FlatResult result =
                Studies.run(
                        "landscape.hessian",
                        List.of(fitted(small, batch)),
                        few,
                        Map.of("method", "dense", "loss", "mse"));
        double[] values = array(result, "eigenvalues");
        assertThat(values).hasSize(200);
        assertThat(values[11]).isGreaterThan(1e-7);
        for (int i = 12; i < 200; i++) {
            assertThat(Math.abs(values[i])).isLessThan(1e-9);
        }
        assertThat(values[199]).isGreaterThan(-1e-8);
        checkVerdicts(result);
    }

    /** The last layer set so that outputs are the one-hot labels: W = T' (F F')^-1 F. */
    private static Model fitted(NetworkGraph graph, Batch batch) throws Exception {
        int n = batch.size();
        Weights drawn = Initialisation.HE.draw(graph, 3);
        double[] features;
        Need need = Need.forward(Precision.DOUBLE);
        String hidden = List.copyOf(graph.nodes()).get(graph.nodes().size() - 2).name();
        try (Network network = new ReferenceEngine().open(graph, drawn, need)) {
            features = network.activations(batch.inputs(), List.of(hidden)).get(hidden).toDoubles();
        }
        int width = features.length / n;
        double[] gram = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                gram[i * n + j] = 1; // of the bias
                for (int k = 0; k < width; k++) {
                    gram[i * n + j] += features[i * width + k] * features[j * width + k];
                }
            }
        }
        double[][] factors = new double[n][2];
        DenseSymmetric decomposed = new DenseSymmetric(gram, n);
        for (int e = 0; e < n; e++) { // (F F')^-1 T from the eigenvectors of F F'
            double[] vector = decomposed.vector(e);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    factors[i][batch.labels()[j]] +=
                            vector[i] * vector[j] / decomposed.eigenvalues()[e];
                }
            }
        }
        double[] theta = drawn.parameters().toDoubles();
        int weights = theta.length - 2 * width - 2;
        for (int c = 0; c < 2; c++) {
            for (int k = 0; k <= width; k++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += factors[i][c] * (k == width ? 1 : features[i * width + k]);
                }
                theta[k == width ? theta.length - 2 + c : weights + c * width + k] = sum;
            }
        }
        return Studies.model(graph, theta);
    }

    /**
     * F of n examples has the rank n at most, and its eigenvalues add up to the mean of |g_i|^2.
     */
    @Test
    void theEmpiricalFisherMatrixHasTheRankOfTheExamples() throws Exception {
        Dataset few = Studies.gaussian(12, 10, 4);
        Map<String, String> given = Map.of("compute", "fisher", "top", "20", "method", "lanczos");
        FlatResult result = Studies.run("landscape.hessian", List.of(model), few, given);
        double[] values = array(result, "fisher_eigenvalues");
        double trace = result.scalars().get("fisher_trace");
        assertThat(values).hasSize(20);
        assertThat(Arrays.stream(values).sum()).isCloseTo(trace, within(1e-9 * trace));
        assertThat(values[11]).isGreaterThan(1e-6 * values[0]);
        assertThat(Math.abs(values[12])).isLessThan(1e-12 * values[0]);
        checkVerdicts(result);
        assertThat(result.scalars()).doesNotContainKey("gauss_newton_trace");
    }
}

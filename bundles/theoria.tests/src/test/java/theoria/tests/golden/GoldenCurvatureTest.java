package theoria.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.math.spectral.Lanczos;
import theoria.core.math.spectral.Quadrature;
import theoria.core.math.spectral.SpectralDensity;
import theoria.core.model.data.Batch;
import theoria.core.model.data.Dataset;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.PreparedExamples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.load.DatasetLoader;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.load.Model;
import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.core.model.tensor.Precision;
import theoria.core.study.result.Result;
import theoria.core.study.result.Verdict;
import theoria.engine.reference.ReferenceEngine;
import theoria.format.data.CsvLoader;
import theoria.format.data.IdxLoader;
import theoria.format.onnx.OnnxReader;
import theoria.runtime.job.StudyRequest;
import theoria.testkit.SharedFiles;
import theoria.tests.support.RequestBuilder;
import theoria.tests.support.SharedRuns;
import theoria.tests.support.Studies;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Products of the reference engine against golden/curvature, at the tolerances of its README. */
class GoldenCurvatureTest {
    @TempDir Path workspace;

    /** A network, the batch of the goldens, and the goldens. */
    private record Case(Network network, Batch batch, Map<String, NpyArray> golden) {}

    private static Case lenet() throws Exception {
        return open("lenet-mnist", new IdxLoader(), "mnist", "scale=1/255", 1000, "lenet");
    }

    private static Case mlp() throws Exception {
        CsvLoader loader = new CsvLoader();
        return open("mlp-digits-f64", loader, "uci-digits", "scale=1/16", 500, "mlp-digits");
    }

    private static Case open(
            String name,
            DatasetLoader loader,
            String data,
            String contract,
            int examples,
            String golden)
            throws Exception {
        ImportedModel model =
                new OnnxReader().load(SharedFiles.require("golden/models/" + name + ".onnx"));
        Dataset dataset = loader.load(SharedFiles.require("data/" + data), Map.of());
        Batch batch =
                PreparedExamples.of(
                                dataset.split(Split.TRAIN).orElseThrow(),
                                InputContract.parse(contract),
                                model.graph().inputShape())
                        .read(0, examples);
        Need need = Need.of(Precision.DOUBLE, Capability.HESSIAN_PRODUCT);
        return new Case(
                new ReferenceEngine().open(model.graph(), model.weights(), need),
                batch,
                NpzFile.read(SharedFiles.require("golden/curvature/" + golden + ".npz")));
    }

    /** Row i of a table, or the whole of an array of one axis. */
    private static double[] row(NpyArray table, int row, int length) {
        return Arrays.copyOfRange(table.toDoubles(), row * length, (row + 1) * length);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] product(Case given, double[] v) {
        double[] product = new double[v.length];
        given.network.hessianProduct(given.batch, v, product);
        return product;
    }

    /** Largest difference relative to the largest expected value. */
    private static double difference(double[] actual, double[] expected) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
        }
        return difference / largest;
    }

    @Test
    void productsWithTheMlpsHessian() throws Exception {
        Case given = mlp();
        int size = given.network.graph().parameterCount();
        for (int i = 0; i < 3; i++) {
            double[] product = product(given, row(given.golden.get("v"), i, size));
            assertThat(difference(product, row(given.golden.get("hv"), i, size))).isLessThan(1e-8);
        }
        double trace = 0;
        for (double eigenvalue : given.golden.get("ggn_eigenvalues").toDoubles()) {
            trace += eigenvalue;
        }
        double[] diagonal = new double[size];
        given.network.gaussNewtonDiagonal(given.batch, diagonal);
        assertThat(Arrays.stream(diagonal).sum()).isCloseTo(trace, within(1e-8 * trace));
    }

    /** The same start as hessian-eigenthings: coefficients, then the nodes that have converged. */
    @Test
    void lanczosOnTheMlp() throws Exception {
        Case given = mlp();
        double[] start = given.golden.get("lanczos_start").toDoubles();
        Lanczos lanczos = new Lanczos(start, 40);
        for (double[] v = lanczos.next(); v != null; v = lanczos.next()) {
            lanczos.accept(product(given, v));
        }
        double[] alpha = lanczos.tridiagonal().diagonal();
        double[] beta = lanczos.tridiagonal().beside();
        for (int k = 0; k < 20; k++) {
            assertThat(alpha[k]).isCloseTo(given.golden.get("lanczos_alpha").get(k), within(1e-6));
            assertThat(beta[k]).isCloseTo(given.golden.get("lanczos_beta").get(k), within(1e-6));
        }
        Quadrature quadrature = lanczos.tridiagonal().quadrature();
        double[] nodes = given.golden.get("quadrature_nodes").toDoubles();
        double[] weights = given.golden.get("quadrature_weights").toDoubles();
        int compared = 0;
        for (int k = 0; k < 40; k++) {
            if (Math.abs(nodes[k]) > 1e-2) {
                assertThat(quadrature.nodes()[k]).isCloseTo(nodes[k], within(1e-8));
                assertThat(quadrature.weights()[k]).isCloseTo(weights[k], within(1e-8));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(20);
    }

    @Test
    void productsWithTheLenetsHessian() throws Exception {
        Case given = lenet();
        int size = given.network.graph().parameterCount();
        double[] product = product(given, given.golden.get("v").toDoubles());
        assertThat(difference(product, given.golden.get("hv").toDoubles())).isLessThan(1e-7);
        double[] forms = given.golden.get("probe_quadratic_forms").toDoubles();
        for (int i = 0; i < forms.length; i++) {
            double[] probe = row(given.golden.get("probes"), i, size);
            assertThat(dot(probe, product(given, probe)))
                    .isCloseTo(forms[i], within(1e-7 * Math.abs(forms[i])));
        }
    }

    /** Piecewise linear in each single weight: both matrices have the same diagonal. */
    @Test
    void traceOfTheLenetsGaussNewtonMatrix() throws Exception {
        Case given = lenet();
        double[] diagonal = new double[given.network.graph().parameterCount()];
        given.network.gaussNewtonDiagonal(given.batch, diagonal);
        double trace = 32.53285882829434;
        assertThat(Arrays.stream(diagonal).sum()).isCloseTo(trace, within(1e-9 * trace));
    }

    private Result study(
            String network, String data, String contract, String samples, String... parameters)
            throws Exception {
        SharedRuns runs = new SharedRuns(workspace);
        Model model = runs.model("golden/models/" + network + ".onnx", Optional.empty(), contract);
        StudyRequest request =
                RequestBuilder.of(model)
                        .data(runs.data("data/" + data))
                        .samples(samples)
                        .splits(Split.TRAIN)
                        .with("precision=double")
                        .with(parameters)
                        .build();
        return Studies.result("landscape.hessian", request);
    }

    /** Of the study: all eigenvalues to 1e-6, and the density within its own error. */
    @Test
    void theStudyOnTheMlp() throws Exception {
        Result result =
                study(
                        "mlp-digits-f64",
                        "uci-digits",
                        "scale=1/16",
                        "0:500",
                        "method=dense",
                        "compute=eigenvalues,trace,density,gauss-newton");
        Map<String, NpyArray> golden =
                NpzFile.read(SharedFiles.require("golden/curvature/mlp-digits.npz"));
        double[] ascending = golden.get("eigenvalues").toDoubles();
        double[] actual = result.arrays().get("eigenvalues").values();
        assertThat(actual).hasSameSizeAs(ascending);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(ascending[actual.length - 1 - i], within(1e-9));
        }
        double[] gaussNewton = golden.get("ggn_eigenvalues").toDoubles();
        for (int k = 0; k < 5; k++) {
            assertThat(result.arrays().get("gauss_newton_eigenvalues").values()[k])
                    .isCloseTo(gaussNewton[gaussNewton.length - 1 - k], within(1e-8));
        }
        assertThat(result.scalars().get("trace")).isCloseTo(6.621234785803187, within(1e-8));
        assertThat(result.scalars().get("gauss_newton_trace"))
                .isCloseTo(5.58628821108338, within(1e-9 * 5.6));
        checkDensity(result, ascending);
        assertThat(result.verdicts())
                .filteredOn(verdict -> verdict.kind() == Verdict.Kind.EXACT)
                .hasSize(5)
                .allMatch(Verdict::holds);
    }

    private static void checkDensity(Result result, double[] eigenvalues) {
        double[] weights = new double[eigenvalues.length];
        Arrays.fill(weights, 1.0 / eigenvalues.length);
        Quadrature all = new Quadrature(eigenvalues, weights);
        double[] x = result.arrays().get("density_x").values();
        double[] y = result.arrays().get("density_y").values();
        double[] error = result.arrays().get("density_stderr").values();
        double sigma = result.scalars().get("density_sigma");
        double distance = 0;
        int outside = 0;
        for (int i = 0; i < x.length; i++) {
            double expected = SpectralDensity.smoothed(all, x[i], sigma);
            distance += Math.abs(y[i] - expected) * (x[1] - x[0]);
            outside += Math.abs(y[i] - expected) > 5 * error[i] + 1e-3 ? 1 : 0;
        }
        assertThat(distance).as("L1 distance of densities of mass 1").isLessThan(0.02);
        assertThat(outside).as("places beyond five standard errors").isZero();
    }

    @Test
    void theStudyOnTheLenet() throws Exception {
        Result result =
                study(
                        "lenet-mnist",
                        "mnist",
                        "scale=1/255",
                        "0:1000",
                        "compute=eigenvalues,trace,exact-trace",
                        "top=5",
                        "probes=20");
        Map<String, NpyArray> golden =
                NpzFile.read(SharedFiles.require("golden/curvature/lenet.npz"));
        double[] values = result.arrays().get("eigenvalues").values();
        assertThat(values).hasSize(5);
        assertThat(difference(values, golden.get("eigenvalues").toDoubles())).isLessThan(1e-7);
        double trace = 32.53285882829434;
        assertThat(result.scalars().get("trace_hutchinson"))
                .isCloseTo(trace, within(4 * result.scalars().get("trace_hutchinson_stderr")));
        assertThat(result.scalars().get("trace")).isCloseTo(trace, within(1e-9 * trace));
        assertThat(result.scalars().get("trace_stderr")).isZero();
        assertThat(result.verdicts()).allMatch(Verdict::holds);
    }
}

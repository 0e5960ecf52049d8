package theoria.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.math.spectral.DenseSymmetric;
import theoria.core.model.data.Batch;
import theoria.core.model.data.Dataset;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.engine.TrainingSpec;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.StudyException;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Verdict;
import theoria.engine.reference.ReferenceEngine;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.TrainingOptions;
import theoria.runtime.job.TrainingRequest;
import theoria.runtime.job.TrainingRunner;
import theoria.runtime.source.ModelSources;
import theoria.runtime.source.Workspace;
import theoria.tests.support.BuiltIn;
import theoria.tests.support.Studies;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Curvature along registered trainings, against the edge of stability (theory entry L4). */
class StabilityChecksTest {
    private static final String ARCHITECTURE = "mlp:6-8-3:tanh";

    private final NetworkGraph graph = Architecture.parse(ARCHITECTURE, Shape.of(6), 3);
    private final Dataset data = Studies.gaussian(40, 6, 3);

    @TempDir Path folder;

    private Model train(
            TrainingSpec.Optimiser optimiser,
            double rate,
            double momentum,
            double decay,
            int epochs)
            throws Exception {
        TrainingSpec spec =
                new TrainingSpec(
                        optimiser,
                        rate,
                        TrainingSpec.Schedule.CONSTANT,
                        momentum,
                        decay,
                        40,
                        epochs,
                        1,
                        epochs / 5,
                        Precision.DOUBLE);
        TrainingRequest request =
                new TrainingRequest(
                        "trained",
                        ARCHITECTURE,
                        Optional.empty(),
                        Initialisation.HE,
                        data,
                        InputContract.IDENTITY,
                        spec,
                        TrainingOptions.NONE);
        BuiltIn catalogue = new BuiltIn();
        Workspace workspace = new Workspace(folder);
        new TrainingRunner(catalogue, workspace.registry(), 2)
                .train(request, new RunControl(), new RunListener() {});
        return new ModelSources(catalogue, workspace).resolve("trained", Optional.empty());
    }

    private FlatResult run(Model model) throws Exception {
        return Studies.run("landscape.edge-of-stability", List.of(model), data, Map.of());
    }

    private static double[] array(FlatResult result, String key) {
        return result.arrays().get(key).values();
    }

    /** Column by column, with the parameters of one checkpoint. */
    private double[] hessian(Model.Waypoint waypoint) throws Exception {
        int size = graph.parameterCount();
        double[] matrix = new double[size * size];
        Batch batch = data.split(Split.TRAIN).orElseThrow().read(0, 40);
        Need need = Need.of(Precision.DOUBLE, Capability.HESSIAN_PRODUCT);
        try (Network network = new ReferenceEngine().open(graph, waypoint.weights().read(), need)) {
            for (int i = 0; i < size; i++) {
                double[] unit = new double[size];
                unit[i] = 1;
                double[] column = new double[size];
                network.hessianProduct(batch, unit, column);
                System.arraycopy(column, 0, matrix, i * size, size);
            }
        }
        return matrix;
    }

    private static double largest(double[] matrix) {
        int size = (int) Math.sqrt(matrix.length);
        return new DenseSymmetric(matrix, size).eigenvalues()[size - 1];
    }

    @Test
    void momentumMovesTheLine() throws Exception {
        Model model = train(TrainingSpec.Optimiser.SGD, 0.05, 0.9, 0.001, 10);
        FlatResult result = run(model);
        double[] thresholds = array(result, "threshold");
        double[] sharpness = array(result, "lambda_max");
        assertThat(sharpness).hasSize(model.trajectory().size()).hasSize(6);
        assertThat(thresholds[0]).isNaN();
        for (int k = 0; k < 6; k++) {
            double expected = largest(hessian(model.trajectory().get(k)));
            assertThat(sharpness[k]).isCloseTo(expected, within(1e-9 * expected));
            if (k > 0) {
                assertThat(thresholds[k]).isCloseTo(2 * 1.9 / 0.05 - 0.001, within(1e-12));
            }
        }
        assertThat(result.arrays()).doesNotContainKey("preconditioned_lambda_max");
        assertThat(result.verdicts()).isNotEmpty().allMatch(Verdict::holds);
    }

    @Test
    void plainDescentHasItsLineAtTwoOverTheRate() throws Exception {
        double[] thresholds =
                array(run(train(TrainingSpec.Optimiser.SGD, 0.25, 0, 0, 10)), "threshold");
        assertThat(thresholds).hasSize(6);
        assertThat(thresholds[0]).isNaN();
        for (int k = 1; k < 6; k++) {
            assertThat(thresholds[k]).isCloseTo(8, within(1e-15));
        }
    }

    @Test
    void adamIsJudgedByItsPreconditionedHessian() throws Exception {
        Model model = train(TrainingSpec.Optimiser.ADAM, 0.01, 0, 0.001, 10);
        FlatResult result = run(model);
        double[] values = array(result, "preconditioned_lambda_max");
        assertThat(values[0]).as("nothing was stepped yet").isNaN();
        assertThat(array(result, "threshold")).containsOnly(Double.NaN);
        assertThat(array(result, "preconditioned_threshold")[5]).isCloseTo(38 / 0.01, within(1e-9));
        int size = graph.parameterCount();
        Model.Waypoint last = model.trajectory().get(5);
        double[] state = last.weights().optimiser();
        double[] matrix = hessian(last);
        double[] roots = new double[size];
        for (int i = 0; i < size; i++) {
            matrix[i * size + i] += 0.001;
            double second = state[size + i] / (1 - Math.pow(0.999, last.step()));
            roots[i] = Math.sqrt((1 - Math.pow(0.9, last.step())) * (Math.sqrt(second) + 1e-8));
        }
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] /= roots[i / size] * roots[i % size];
        }
        double expected = largest(matrix);
        assertThat(values[5]).isCloseTo(expected, within(1e-9 * expected));
    }

    /** As a frozen layer has it: its parameters do not move, whatever their curvature. */
    @Test
    void parametersThatNeverHadAGradientTakeNoPart() throws Exception {
        Model model = train(TrainingSpec.Optimiser.ADAM, 0.01, 0, 0, 10);
        int size = graph.parameterCount();
        int frozen = 6 * 8 + 8;
        Model.Waypoint last = model.trajectory().get(5);
        Weights weights = last.weights().read();
        double[] state = last.weights().optimiser().clone();
        Arrays.fill(state, 0, frozen, 0);
        Arrays.fill(state, size, size + frozen, 0);
        Model.Waypoint thawed =
                new Model.Waypoint(last.step(), source(weights, state), last.metrics());
        FlatResult result = run(with(model, List.of(thawed)));
        double[] matrix = hessian(last);
        int free = size - frozen;
        double[] part = new double[free * free];
        for (int i = 0; i < part.length; i++) {
            int row = frozen + i / free;
            int column = frozen + i % free;
            part[i] =
                    matrix[row * size + column]
                            / (root(state[size + row], last) * root(state[size + column], last));
        }
        double expected = largest(part);
        assertThat(array(result, "preconditioned_lambda_max")[0])
                .isCloseTo(expected, within(1e-9 * expected));
        assertThat(array(result, "preconditioned_residuals")[0]).isLessThan(1e-7);
        assertThat(result.verdicts()).hasSize(2).allMatch(Verdict::holds);
    }

    private static Model.WeightsSource source(Weights weights, double[] optimiser) {
        return new Model.WeightsSource() {
            @Override
            public Weights read() {
                return weights;
            }

            @Override
            public double[] optimiser() {
                return optimiser;
            }
        };
    }

    private static double root(double v, Model.Waypoint at) {
        double second = Math.sqrt(v / (1 - Math.pow(0.999, at.step()))) + 1e-8;
        return Math.sqrt((1 - Math.pow(0.9, at.step())) * second);
    }

    /** Checkpoints that say nothing of the steps, or whose optimiser was not kept. */
    @Test
    void whereTheRuleIsNotKnownThereIsNoLineButAReason() throws Exception {
        Model model = train(TrainingSpec.Optimiser.ADAM, 0.01, 0, 0, 10);
        List<Model.Waypoint> bare = new ArrayList<>();
        List<Model.Waypoint> without = new ArrayList<>();
        for (Model.Waypoint waypoint : model.trajectory()) {
            Weights weights = waypoint.weights().read();
            bare.add(new Model.Waypoint(waypoint.step(), () -> weights));
            without.add(new Model.Waypoint(waypoint.step(), () -> weights, waypoint.metrics()));
        }
        FlatResult nothing = run(with(model, bare));
        assertThat(array(nothing, "threshold")).containsOnly(Double.NaN);
        assertThat(String.join(" ", nothing.notes())).contains("learning rate was not recorded");
        FlatResult noState = run(with(model, without));
        assertThat(array(noState, "preconditioned_lambda_max")).containsOnly(Double.NaN);
        assertThat(String.join(" ", noState.notes())).contains("optimiser is not stored");
    }

    private static Model with(Model model, List<Model.Waypoint> path) {
        return new Model(
                model.name(),
                model.hash(),
                model.graph(),
                model.weights(),
                model.contract(),
                model.origin(),
                path);
    }

    @Test
    void networksThatWereNotTrainedHereAreRefused() {
        Model model =
                Studies.model(graph, Initialisation.HE.draw(graph, 1).parameters().toDoubles());
        assertThatThrownBy(() -> run(model))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("no checkpoints");
    }
}

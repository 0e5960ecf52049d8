package theoria.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Dataset;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.core.study.result.FlatResult;
import theoria.engine.reference.ReferenceEngine;
import theoria.study.generalization.internal.PathNorm;
import theoria.tests.support.Studies;

import java.util.List;
import java.util.Map;

/** Theory entries G3 and G4, on a network of three dense layers without biases. */
class GeneralizationChecksTest {
    private static final int[] WIDTHS = {3, 4, 3, 2};
    private static final double REAL = 1e-12;

    private final NetworkGraph graph = chain();
    private final double[] theta = theta();
    private final Dataset data = Studies.gaussian(60, 3, 2);

    private static NetworkGraph chain() {
        NetworkGraph.Builder builder = NetworkGraph.builder("chain").input("x", Shape.of(3));
        String last = "x";
        for (int i = 1; i < WIDTHS.length; i++) {
            Map<Role, String> kernel = Map.of(Role.KERNEL, "w" + i);
            String name = "fc" + i;
            builder.add(new Node(name, new Operator.Dense(WIDTHS[i]), List.of(last), kernel));
            last = name;
            if (i + 1 < WIDTHS.length) {
                builder.add("relu" + i, new Operator.Activation(ActivationFunction.RELU, 0), last);
                last = "relu" + i;
            }
        }
        return builder.build(last);
    }

    private double[] theta() {
        SeededRandom random = new SeededRandom(4);
        double[] drawn = new double[graph.parameterCount()];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = random.nextGaussian();
        }
        return drawn;
    }

    private FlatResult run(String study, double[] parameters) throws Exception {
        Model model = Studies.model(graph, parameters);
        return Studies.run(study, List.of(model), data, Map.of());
    }

    @Test
    void scalingALayerLeavesNormalisedMarginsAsTheyAre() throws Exception {
        double[] scaled = theta.clone();
        for (int i = 0; i < 12; i++) {
            scaled[i] *= 5;
        }
        FlatResult before = run("generalization.margins", theta);
        FlatResult after = run("generalization.margins", scaled);
        double expected = before.scalars().get("normalised_median");
        assertThat(after.scalars().get("normalised_median"))
                .isCloseTo(expected, within(REAL * Math.abs(expected)));
        assertThat(after.scalars().get("median"))
                .as("the margins themselves grow")
                .isCloseTo(5 * before.scalars().get("median"), within(1e-9));
    }

    @Test
    void theNetworkMovesNoFartherThanItsLipschitzProductAllows() throws Exception {
        double bound = run("generalization.norms", theta).scalars().get("lipschitz_product");
        SeededRandom random = new SeededRandom(9);
        int pairs = 2000;
        double[] inputs = new double[2 * pairs * 3];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = random.nextGaussian();
        }
        Need need = Need.forward(Precision.DOUBLE);
        Model model = Studies.model(graph, theta);
        try (Network network = new ReferenceEngine().open(graph, model.weights(), need)) {
            double[] scores = network.scores(Tensor.of(Shape.of(2 * pairs, 3), inputs)).toDoubles();
            double worst = 0;
            for (int p = 0; p < pairs; p++) {
                double moved = distance(scores, 4 * p, 2);
                worst = Math.max(worst, moved / distance(inputs, 6 * p, 3));
            }
            assertThat(worst).isLessThanOrEqualTo(bound);
            assertThat(worst).as("the bound is not empty").isGreaterThan(bound / 100);
        }
    }

    /** Distance of two neighbouring vectors of a width. */
    private static double distance(double[] values, int at, int width) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
            double difference = values[at + i] - values[at + width + i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    @Test
    void thePathNormIsTheSumOverAllPaths() throws Exception {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                for (int k = 0; k < 3; k++) {
                    for (int o = 0; o < 2; o++) {
                        double path =
                                theta[j * 3 + i] * theta[12 + k * 4 + j] * theta[24 + o * 3 + k];
                        sum += path * path;
                    }
                }
            }
        }
        assertThat(run("generalization.norms", theta).scalars().get("path_norm"))
                .isCloseTo(Math.sqrt(sum), within(1e-12 * Math.sqrt(sum)));
    }

    @Test
    void rescalingANeuronLeavesThePathNormAsItIs() throws Exception {
        double[] rescaled = theta.clone();
        for (int i = 0; i < 3; i++) {
            rescaled[3 + i] *= 6; // into hidden unit 1
        }
        for (int k = 0; k < 3; k++) {
            rescaled[12 + 4 * k + 1] /= 6; // out of it
        }
        double before = run("generalization.norms", theta).scalars().get("path_norm");
        double after = run("generalization.norms", rescaled).scalars().get("path_norm");
        assertThat(after).isCloseTo(before, within(REAL * before));
    }

    @Test
    void operatorsThatPathsDoNotGoThroughHaveNoPathNorm() {
        for (Operator operator :
                List.of(
                        new Operator.LayerNorm(0, 0.1),
                        new Operator.GroupNorm(1, 0.1),
                        new Operator.Quantize(1, 0, 0, 255),
                        new Operator.Activation(ActivationFunction.SWISH, 1),
                        new Operator.Reduction(Operator.ReductionKind.L2, List.of(0), true),
                        new Operator.Expand(Shape.of(2, 3)))) {
            assertThat(PathNorm.obstacle(only(operator)))
                    .contains(operator.title() + " 'y' has no path norm");
        }
        assertThat(PathNorm.obstacle(only(new Operator.Gather(0, List.of(2, 0))))).isEmpty();
    }

    private static NetworkGraph only(Operator operator) {
        return NetworkGraph.builder("only")
                .input("x", Shape.of(3))
                .add("y", operator, "x")
                .build("y");
    }
}

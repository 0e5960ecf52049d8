package theoria.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.engine.BackwardRule;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Operator.ArithmeticKind;
import theoria.core.model.graph.Operator.ReductionKind;
import theoria.core.model.graph.Weights;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.List;

/** Values and derivatives where a convention decides, and values known from tables. */
class DerivativeTest {
    private static final Need NEED = Need.of(Precision.DOUBLE, Capability.INPUT_GRADIENT);

    /** An operator's output for one example, and the gradient of the output's sum in the input. */
    private record Outcome(double[] value, double[] gradient) {}

    private static Outcome run(NetworkGraph graph, double... x) throws Exception {
        Weights none = Weights.of(new double[0], new double[0]);
        try (Network network = new ReferenceEngine().open(graph, none, NEED)) {
            Tensor inputs = Tensor.of(Shape.of(1, x.length), x);
            Tensor value = network.activations(inputs, List.of("y")).get("y");
            double[] ones = new double[value.size()];
            java.util.Arrays.fill(ones, 1);
            Tensor direction = Tensor.of(value.shape(), ones);
            double[] gradient =
                    network.inputGradient(inputs, "y", direction, BackwardRule.PLAIN).toDoubles();
            return new Outcome(value.toDoubles(), gradient);
        }
    }

    private static Outcome run(Operator operator, double... x) throws Exception {
        return run(
                NetworkGraph.builder("one")
                        .input("x", Shape.of(x.length))
                        .add("y", operator, "x")
                        .build("y"),
                x);
    }

    @ParameterizedTest
    @CsvSource({
        "RELU, 0, 0, 0, 0, 0",
        "LEAKY_RELU, 0.1, 0, 0, 0, 0.1",
        "ELU, 0.5, 0, 0, 0, 0.5",
        "SELU, 2, 3, 0, 0, 6",
        "SELU, 2, 3, 1, 3, 3",
        "CELU, 2, 0, 0, 0, 1",
        "CELU, 2, 0, -1, -0.7869386806, 0.6065306597",
        "THRESHOLDED_RELU, 1, 0, 1, 0, 0",
        "THRESHOLDED_RELU, 1, 0, 2, 2, 1",
        "CLIP, 0, 6, 0, 0, 0",
        "CLIP, 0, 6, 6, 6, 0",
        "CLIP, 0, 6, 5, 5, 1",
        "CLIP, 0, 6, 7, 6, 0",
        "HARD_SIGMOID, 0.25, 0.5, 1, 0.75, 0.25",
        "HARD_SIGMOID, 0.25, 0.5, 2, 1, 0",
        "HARD_SIGMOID, 0.25, 0.5, -2, 0, 0",
        "HARD_SWISH, 0, 0, 1, 0.6666666667, 0.8333333333",
        "HARD_SWISH, 0, 0, 3, 3, 0",
        "HARD_SWISH, 0, 0, -3, 0, 0",
        "HARD_SWISH, 0, 0, 4, 4, 1",
        "GELU, 0, 0, 1, 0.8413447461, 1.0833154706",
        "GELU_TANH, 0, 0, 1, 0.8411919906, 1.0829640838",
        "SWISH, 1, 0, 1, 0.7310585786, 0.9276705119",
        "MISH, 0, 0, 1, 0.8650983883, 1.0490362200",
        "SOFTSIGN, 0, 0, -1, -0.5, 0.25",
        "ABSOLUTE, 0, 0, 0, 0, 0",
        "NEGATE, 0, 0, 2, -2, -1",
        "RECIPROCAL, 0, 0, 2, 0.5, -0.25",
        "LOGARITHM, 0, 0, 2, 0.6931471806, 0.5",
        "SQUARE_ROOT, 0, 0, 0, 0, 0",
        "SQUARE_ROOT, 0, 0, 4, 2, 0.25",
        "ERROR_FUNCTION, 0, 0, 1, 0.8427007929, 0.4151074974",
        "SIGN, 0, 0, -3, -1, 0",
        "FLOOR, 0, 0, -1.5, -2, 0",
        "CEIL, 0, 0, -1.5, -1, 0",
        "ROUND, 0, 0, 2.5, 2, 0",
        "ROUND, 0, 0, -1.5, -2, 0"
    })
    void functionsAndTheirConventions(
            ActivationFunction function,
            double alpha,
            double beta,
            double x,
            double value,
            double slope)
            throws Exception {
        Outcome outcome = run(new Operator.Activation(function, alpha, beta), x);
        assertThat(outcome.value()[0]).isCloseTo(value, within(1e-9));
        assertThat(outcome.gradient()[0]).isCloseTo(slope, within(1e-9));
    }

    @Test
    void roundingToIntegersPassesTheGradientWhereNothingIsClipped() throws Exception {
        Outcome outcome = run(new Operator.Quantize(0.5, 1, 0, 3), -0.9, -0.2, 0.6, 1.1, 1.4);
        assertThat(outcome.value()).containsExactly(-0.5, 0, 0.5, 1, 1);
        assertThat(outcome.gradient()).containsExactly(0, 1, 1, 1, 0);
    }

    @Test
    void tiesGiveTheGradientToTheFirst() throws Exception {
        assertThat(reduced(ReductionKind.MAX, 1, 3, 3).gradient()).containsExactly(0, 1, 0);
        assertThat(reduced(ReductionKind.MIN, 2, 1, 1).gradient()).containsExactly(0, 1, 0);
        for (ArithmeticKind kind : List.of(ArithmeticKind.MINIMUM, ArithmeticKind.MAXIMUM)) {
            NetworkGraph graph =
                    NetworkGraph.builder("tie")
                            .input("x", Shape.of(1))
                            .add("n", new Operator.Activation(ActivationFunction.NEGATE, 0), "x")
                            .add("y", new Operator.Arithmetic(kind), "x", "n")
                            .build("y");
            assertThat(run(graph, 0).gradient()).containsExactly(1);
        }
    }

    private static Outcome reduced(ReductionKind kind, double... x) throws Exception {
        return run(new Operator.Reduction(kind, List.of(0), true), x);
    }

    @Test
    void productsWithZerosHaveTheRightGradient() throws Exception {
        assertThat(reduced(ReductionKind.PRODUCT, 2, 0, 3).gradient()).containsExactly(0, 6, 0);
        assertThat(reduced(ReductionKind.PRODUCT, 2, 0, 0).gradient()).containsExactly(0, 0, 0);
    }

    @Test
    void normsOfNothingHaveNoGradient() throws Exception {
        assertThat(reduced(ReductionKind.L2, 0, 0).gradient()).containsExactly(0, 0);
        assertThat(reduced(ReductionKind.L1, 0, -2).gradient()).containsExactly(0, -1);
    }

    @Test
    void nanIsKept() throws Exception {
        List<ActivationFunction> functions =
                List.of(
                        ActivationFunction.RELU,
                        ActivationFunction.LEAKY_RELU,
                        ActivationFunction.CLIP,
                        ActivationFunction.HARD_SWISH,
                        ActivationFunction.THRESHOLDED_RELU,
                        ActivationFunction.GELU);
        for (ActivationFunction function : functions) {
            Operator operator = new Operator.Activation(function, 0, 1);
            assertThat(run(operator, Double.NaN).value()[0]).isNaN();
        }
        assertThat(reduced(ReductionKind.MAX, 1, Double.NaN, 2).value()[0]).isNaN();
    }
}

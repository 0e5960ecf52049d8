package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Operator;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A function s: R -> R with its derivatives; where one does not exist it is 0.
 *
 * @param value s(x)
 * @param slope s'(x) from x and s(x)
 * @param curvature s''(x) from x and s(x)
 */
record ScalarFunction(
        DoubleUnaryOperator value, DoubleBinaryOperator slope, DoubleBinaryOperator curvature) {

    /** A function of straight pieces, s''(x) = 0. */
    ScalarFunction(DoubleUnaryOperator value, DoubleBinaryOperator slope) {
        this(value, slope, (x, y) -> 0);
    }

    /** The function of an activation, by the formula of its enum constant. */
    static ScalarFunction of(Operator.Activation activation) {
        double alpha = activation.alpha();
        double beta = activation.beta();
        return switch (activation.function()) {
            case RELU -> PiecewiseFunctions.leaky(0);
            case LEAKY_RELU -> PiecewiseFunctions.leaky(alpha);
            case ELU -> PiecewiseFunctions.exponential(1, alpha, 1);
            case SELU -> PiecewiseFunctions.exponential(beta, alpha, 1);
            case CELU -> PiecewiseFunctions.exponential(1, alpha, alpha);
            case THRESHOLDED_RELU -> PiecewiseFunctions.thresholded(alpha);
            case CLIP -> PiecewiseFunctions.clip(alpha, beta);
            case HARD_SIGMOID -> PiecewiseFunctions.hardSigmoid(alpha, beta);
            case HARD_SWISH -> PiecewiseFunctions.hardSwish();
            case TANH -> SmoothFunctions.tanh();
            case SIGMOID -> SmoothFunctions.logistic();
            case SOFTPLUS -> SmoothFunctions.softplus();
            case SOFTSIGN -> SmoothFunctions.softsign();
            case SWISH -> SmoothFunctions.swish(alpha);
            case MISH -> SmoothFunctions.mish();
            case GELU -> SmoothFunctions.gelu();
            case GELU_TANH -> SmoothFunctions.geluByTanh();
            default -> elementary(activation);
        };
    }

    /** Functions of the calculator; where a derivative does not exist it is 0. */
    private static ScalarFunction elementary(Operator.Activation activation) {
        return switch (activation.function()) {
            case ABSOLUTE -> new ScalarFunction(Math::abs, (x, y) -> Math.signum(x));
            case NEGATE -> new ScalarFunction(x -> -x, (x, y) -> -1);
            case RECIPROCAL ->
                    new ScalarFunction(x -> 1 / x, (x, y) -> -y * y, (x, y) -> 2 * y * y * y);
            case EXPONENTIAL -> new ScalarFunction(Math::exp, (x, y) -> y, (x, y) -> y);
            case LOGARITHM ->
                    new ScalarFunction(Math::log, (x, y) -> 1 / x, (x, y) -> -1 / (x * x));
            case SQUARE_ROOT ->
                    new ScalarFunction(
                            Math::sqrt,
                            (x, y) -> y == 0 ? 0 : 0.5 / y,
                            (x, y) -> y == 0 ? 0 : -0.25 / (y * y * y));
            case ERROR_FUNCTION -> SmoothFunctions.errorFunction();
            case SIGN -> new ScalarFunction(Math::signum, (x, y) -> 0);
            case FLOOR -> new ScalarFunction(Math::floor, (x, y) -> 0);
            case CEIL -> new ScalarFunction(Math::ceil, (x, y) -> 0);
            case ROUND -> new ScalarFunction(Math::rint, (x, y) -> 0);
            case SINE -> new ScalarFunction(Math::sin, (x, y) -> Math.cos(x), (x, y) -> -y);
            case COSINE -> new ScalarFunction(Math::cos, (x, y) -> -Math.sin(x), (x, y) -> -y);
            default -> throw new IllegalStateException("no formula for " + activation.function());
        };
    }
}

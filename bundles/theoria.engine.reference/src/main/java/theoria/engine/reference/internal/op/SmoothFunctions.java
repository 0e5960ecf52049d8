package theoria.engine.reference.internal.op;

import theoria.core.math.stat.ErrorFunction;

/** Differentiable functions, written so that they neither overflow nor cancel for large |x|. */
final class SmoothFunctions {
    private static final double ROOT_2_OVER_PI = Math.sqrt(2 / Math.PI);
    private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

    /** The coefficient of x^3 in the approximation of Hendrycks and Gimpel (2016). */
    private static final double CUBIC = 0.044715;

    private SmoothFunctions() {}

    static ScalarFunction tanh() {
        return new ScalarFunction(Math::tanh, (x, y) -> 1 - y * y, (x, y) -> -2 * y * (1 - y * y));
    }

    /** 1 / (1 + exp(-x)). */
    static ScalarFunction logistic() {
        return new ScalarFunction(
                SmoothFunctions::logistic,
                (x, y) -> y * (1 - y),
                (x, y) -> y * (1 - y) * (1 - 2 * y));
    }

    private static double logistic(double x) {
        double e = Math.exp(-Math.abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /** log(1 + exp(x)), derivative 1 / (1 + exp(-x)). */
    static ScalarFunction softplus() {
        return new ScalarFunction(
                SmoothFunctions::softplus,
                (x, y) -> logistic(x),
                (x, y) -> logistic(x) * logistic(-x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** x / (1 + |x|), derivative 1 / (1 + |x|)^2. */
    static ScalarFunction softsign() {
        return new ScalarFunction(
                x -> x / (1 + Math.abs(x)),
                (x, y) -> 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x))),
                (x, y) -> -2 * Math.signum(x) / Math.pow(1 + Math.abs(x), 3));
    }

    /** x s with s = 1 / (1 + exp(-alpha x)), derivative s + alpha x s (1 - s). */
    static ScalarFunction swish(double alpha) {
        return new ScalarFunction(
                x -> x * logistic(alpha * x),
                (x, y) -> {
                    double s = logistic(alpha * x);
                    return s + alpha * y * (1 - s);
                },
                (x, y) -> {
                    double s = logistic(alpha * x);
                    return alpha * s * (1 - s) * (2 + alpha * x * (1 - 2 * s));
                });
    }

    /** x t with t = tanh(log(1 + exp(x))), derivative t + x (1 - t^2) / (1 + exp(-x)). */
    static ScalarFunction mish() {
        return new ScalarFunction(
                x -> x * Math.tanh(softplus(x)),
                (x, y) -> {
                    double t = Math.tanh(softplus(x));
                    return t + x * (1 - t * t) * logistic(x);
                },
                (x, y) -> mishCurvature(x));
    }

    /** 2 t' + x t'' with t' = (1 - t^2) s, t'' = (1 - t^2) (s (1 - s) - 2 t s^2). */
    private static double mishCurvature(double x) {
        double t = Math.tanh(softplus(x));
        double s = logistic(x);
        return (1 - t * t) * (2 * s + x * (s * (1 - s) - 2 * t * s * s));
    }

    /** x P(x), P the normal distribution function; derivative P(x) + x P'(x). */
    static ScalarFunction gelu() {
        return new ScalarFunction(
                x -> x * ErrorFunction.normalProbability(x),
                (x, y) -> ErrorFunction.normalProbability(x) + x * ErrorFunction.normalDensity(x),
                (x, y) -> (2 - x * x) * ErrorFunction.normalDensity(x));
    }

    /** x (1 + t) / 2, t = tanh u, u = c (x + a x^3); derivative (1 + t + x (1 - t^2) u') / 2. */
    static ScalarFunction geluByTanh() {
        return new ScalarFunction(
                x -> x * (1 + Math.tanh(inner(x))) / 2,
                (x, y) -> {
                    double t = Math.tanh(inner(x));
                    return (1 + t + x * (1 - t * t) * innerSlope(x)) / 2;
                },
                (x, y) -> geluByTanhCurvature(x));
    }

    /** (1 - t^2) (u' + x (u'' / 2 - t u'^2)). */
    private static double geluByTanhCurvature(double x) {
        double t = Math.tanh(inner(x));
        double slope = innerSlope(x);
        double bend = ROOT_2_OVER_PI * 6 * CUBIC * x;
        return (1 - t * t) * (slope + x * (bend / 2 - t * slope * slope));
    }

    private static double inner(double x) {
        return ROOT_2_OVER_PI * (x + CUBIC * x * x * x);
    }

    private static double innerSlope(double x) {
        return ROOT_2_OVER_PI * (1 + 3 * CUBIC * x * x);
    }

    /** erf(x), derivative 2 / sqrt(pi) exp(-x^2). */
    static ScalarFunction errorFunction() {
        return new ScalarFunction(
                ErrorFunction::of,
                (x, y) -> TWO_OVER_ROOT_PI * Math.exp(-x * x),
                (x, y) -> -2 * x * TWO_OVER_ROOT_PI * Math.exp(-x * x));
    }
}

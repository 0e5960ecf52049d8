package theoria.engine.reference.internal.op;

/** Functions put together from pieces; NaN stays NaN. */
final class PiecewiseFunctions {
    private static final double SIXTH = 1.0 / 6;
    private static final double HARD_SWISH_END = 3;

    private PiecewiseFunctions() {}

    /** x for x &gt; 0, alpha x else; derivative alpha at 0. */
    static ScalarFunction leaky(double alpha) {
        return new ScalarFunction(x -> x > 0 ? x : alpha * x, (x, y) -> x > 0 ? 1 : alpha);
    }

    /**
     * scale x for x &gt; 0, scale alpha (exp(x / width) - 1) else; at 0 it has the derivative of
     * the second piece, as in torch.
     */
    static ScalarFunction exponential(double scale, double alpha, double width) {
        double factor = scale * alpha;
        return new ScalarFunction(
                x -> x > 0 ? scale * x : factor * Math.expm1(x / width),
                (x, y) -> x > 0 ? scale : (y + factor) / width,
                (x, y) -> x > 0 ? 0 : (y + factor) / (width * width));
    }

    /** x for x &gt; alpha, 0 else. */
    static ScalarFunction thresholded(double alpha) {
        return new ScalarFunction(
                x -> x > alpha || Double.isNaN(x) ? x : 0, (x, y) -> x > alpha ? 1 : 0);
    }

    /** min(max(x, low), high), derivative 0 at both ends. */
    static ScalarFunction clip(double low, double high) {
        return new ScalarFunction(
                x -> Math.min(Math.max(x, low), high), (x, y) -> x > low && x < high ? 1 : 0);
    }

    /** max(0, min(1, alpha x + beta)), derivative 0 at both ends. */
    static ScalarFunction hardSigmoid(double alpha, double beta) {
        return new ScalarFunction(
                x -> Math.max(0, Math.min(1, alpha * x + beta)),
                (x, y) -> y > 0 && y < 1 ? alpha : 0);
    }

    /** x max(0, min(1, x / 6 + 1/2)), derivative 0 at -3 and 3. */
    static ScalarFunction hardSwish() {
        return new ScalarFunction(
                x -> x * Math.max(0, Math.min(1, x * SIXTH + 0.5)),
                (x, y) -> {
                    if (Math.abs(x) < HARD_SWISH_END) {
                        return 2 * x * SIXTH + 0.5;
                    }
                    return x > HARD_SWISH_END ? 1 : 0;
                },
                (x, y) -> Math.abs(x) < HARD_SWISH_END ? 2 * SIXTH : 0);
    }
}

package theoria.core.model.graph;

/**
 * Element-wise functions s: R -> R with the convention of their derivative. Those with parameters
 * name them alpha and beta; where a derivative does not exist it is 0 unless something else is
 * said.
 */
public enum ActivationFunction {
    /** max(x, 0), derivative 0 at 0. */
    RELU("ReLU"),
    /** x for x &gt; 0, alpha x else; derivative alpha at 0. */
    LEAKY_RELU("LeakyReLU"),
    /** x for x &gt; 0, alpha (exp(x) - 1) else. */
    ELU("ELU"),
    /** Hyperbolic tangent. */
    TANH("Tanh"),
    /** 1 / (1 + exp(-x)). */
    SIGMOID("Sigmoid"),
    /** log(1 + exp(x)). */
    SOFTPLUS("Softplus"),
    /** beta x for x &gt; 0, beta alpha (exp(x) - 1) else (Klambauer et al. 2017). */
    SELU("SELU"),
    /** x for x &gt; 0, alpha (exp(x / alpha) - 1) else (Barron 2017). */
    CELU("CELU"),
    /** x (1 + erf(x / sqrt 2)) / 2 (Hendrycks and Gimpel 2016). */
    GELU("GELU"),
    /** x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2. */
    GELU_TANH("GELU (tanh)"),
    /** x / (1 + exp(-alpha x)), for alpha 1 also called SiLU (Ramachandran et al. 2017). */
    SWISH("Swish"),
    /** x tanh(log(1 + exp(x))) (Misra 2019). */
    MISH("Mish"),
    /** max(0, min(1, alpha x + beta)). */
    HARD_SIGMOID("HardSigmoid"),
    /** x max(0, min(1, x / 6 + 1/2)) (Howard et al. 2019). */
    HARD_SWISH("HardSwish"),
    /** x / (1 + |x|). */
    SOFTSIGN("Softsign"),
    /** x for x &gt; alpha, 0 else. */
    THRESHOLDED_RELU("ThresholdedReLU"),
    /** min(max(x, alpha), beta); derivative 0 at alpha and beta (alpha 0, beta 6: ReLU6). */
    CLIP("Clip"),
    /** |x|. */
    ABSOLUTE("Abs"),
    /** -x. */
    NEGATE("Neg"),
    /** 1 / x. */
    RECIPROCAL("Reciprocal"),
    /** exp(x). */
    EXPONENTIAL("Exp"),
    /** Natural logarithm. */
    LOGARITHM("Log"),
    /** Square root. */
    SQUARE_ROOT("Sqrt"),
    /** Error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x. */
    ERROR_FUNCTION("Erf"),
    /** -1, 0 or 1. */
    SIGN("Sign"),
    /** Largest integer not above x. */
    FLOOR("Floor"),
    /** Smallest integer not below x. */
    CEIL("Ceil"),
    /** Nearest integer, halves to even. */
    ROUND("Round"),
    /** Sine. */
    SINE("Sin"),
    /** Cosine. */
    COSINE("Cos");

    private final String title;

    ActivationFunction(String title) {
        this.title = title;
    }

    /** As a person reads it. */
    public String title() {
        return title;
    }
}

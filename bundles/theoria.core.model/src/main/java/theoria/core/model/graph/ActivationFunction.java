package theoria.core.model.graph;

/** Element-wise non-linearities s: R -> R with the convention of their derivative. */
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
    SOFTPLUS("Softplus");

    private final String title;

    ActivationFunction(String title) {
        this.title = title;
    }

    /** As a person reads it. */
    public String title() {
        return title;
    }
}

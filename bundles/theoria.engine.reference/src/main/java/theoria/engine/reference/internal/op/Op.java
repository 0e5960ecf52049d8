package theoria.engine.reference.internal.op;

/**
 * An operator of one node, with everything that its shapes determine worked out once. It holds no
 * numbers of a batch; those are in the {@link Call}. The last two methods are the R-operator
 * (Pearlmutter, "Fast exact multiplication by the Hessian", 1994): R{f} is the derivative of f
 * along a direction of the parameters, applied to every assignment of the first two methods. Where
 * these choose (a maximum, the sign of an input), the choice is held fixed, so that the second
 * derivative of a piecewise linear function is 0 at its kinks too.
 */
public interface Op {
    /**
     * How many places {@link #forward} chooses for each example, kept in {@link Call#choices} for
     * the other passes.
     */
    default int choices() {
        return 0;
    }

    /** Computes the call's output from its inputs; writes every entry. */
    void forward(Call call);

    /**
     * Adds to the gradients of the inputs, and to the parameter gradient, what the gradient of the
     * output sends them.
     */
    void backward(Call call);

    /**
     * R{forward}, after it: computes the tangent of the output from those of inputs and parameters;
     * writes every entry. Called only if the output depends on a parameter.
     */
    void forwardTangent(Call call);

    /**
     * R{backward}: adds to the tangents of the inputs' gradients, and to that of the parameter
     * gradient, what the output's gradient and the tangent of this gradient send them.
     */
    void backwardTangent(Call call);
}

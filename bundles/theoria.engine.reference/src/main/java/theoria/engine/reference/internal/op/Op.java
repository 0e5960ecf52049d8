package theoria.engine.reference.internal.op;

/**
 * An operator of one node, with everything that its shapes determine worked out once. It holds no
 * numbers of a batch; those are in the {@link Call}. A forward-mode pass (the R-operator) will be a
 * third method beside these two, with tangents in the call.
 */
public interface Op {
    /** Computes the call's output from its inputs; writes every entry. */
    void forward(Call call);

    /**
     * Adds to the gradients of the inputs, and to the parameter gradient, what the gradient of the
     * output sends them.
     */
    void backward(Call call);
}

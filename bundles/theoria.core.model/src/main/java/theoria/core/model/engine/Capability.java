package theoria.core.model.engine;

/**
 * What a study may need of an engine. An engine claims a capability only if it keeps these
 * conventions: ReLU has derivative 0 at 0; a tie in max-pooling gives the gradient to the first
 * input in row-major order; batch norm uses its running statistics.
 */
public enum Capability {
    /** Outputs, losses and activations. */
    FORWARD,
    /** Gradient of the mean loss in the flat parameter vector. */
    PARAMETER_GRADIENT,
    /** Gradient of a scalar of some layer in the input. */
    INPUT_GRADIENT,
    /** Input gradients under the deconvolution and guided rules. */
    BACKWARD_RULES,
    /**
     * Exact products of the Hessian of the mean loss, and of its Gauss-Newton part, with a vector.
     */
    HESSIAN_PRODUCT
}

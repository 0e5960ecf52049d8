package theoria.engine.reference.internal.op;

/**
 * An operator y = A x of one input and no parameters, or of a parameter alone, with a fixed matrix
 * A: tangents go the way of values, R{y} = A R{x} and R{dx} = A' R{dy}.
 */
interface LinearOp extends Op {
    @Override
    default void forwardTangent(Call call) {
        forward(call.tangent());
    }

    @Override
    default void backwardTangent(Call call) {
        backward(call.tangent());
    }
}

package theoria.engine.reference.internal.op;

import org.jspecify.annotations.Nullable;

import theoria.core.model.engine.BackwardRule;

import java.util.Objects;

/**
 * The arrays of one node for one chunk of a batch. Arrays of batched values hold {@code batch}
 * examples one after another; those of unbatched values (parameters, constants and what is computed
 * from them alone) hold one.
 */
public final class Call {
    private final double[] @Nullable [] inputs;
    private final boolean[] inputBatched;
    private final double[] output;
    private final int[] choices;
    private final double[] @Nullable [] inputGradients;
    private final double[] outputGradient;
    private final State state;
    private final int batch;
    private final @Nullable Call tangent;

    /**
     * What all nodes of a network share.
     *
     * @param parameters flat parameter vector
     * @param buffers flat buffer vector
     * @param gradient flat parameter gradient to add to, null if it is not wanted
     * @param rule how gradients pass a ReLU
     * @param tangent in an R-operator pass the same of tangents: the direction v in the parameters
     *     and the R{gradient} to add to, which becomes H v; null in all others
     */
    public record State(
            double[] parameters,
            double[] buffers,
            double @Nullable [] gradient,
            BackwardRule rule,
            @Nullable State tangent) {}

    /**
     * The arrays of a node.
     *
     * @param batch number of examples in the output, 1 if it is unbatched
     * @param inputs of each input, among tangents null entries where they are 0
     * @param choices what the operator chose in its forward pass, empty if it chooses nothing
     * @param inputGradients of each input, null entries where no gradient is wanted
     * @param tangent in an R-operator pass the tangents of all these arrays, null in others
     */
    public Call(
            State state,
            int batch,
            double[] @Nullable [] inputs,
            boolean[] inputBatched,
            double[] output,
            int[] choices,
            double[] @Nullable [] inputGradients,
            double[] outputGradient,
            @Nullable Call tangent) {
        this.state = state;
        this.batch = batch;
        this.inputs = inputs;
        this.inputBatched = inputBatched;
        this.output = output;
        this.choices = choices;
        this.inputGradients = inputGradients;
        this.outputGradient = outputGradient;
        this.tangent = tangent;
    }

    /** The tangents of all arrays of this call, in R-operator passes. */
    Call tangent() {
        return Objects.requireNonNull(tangent, "no R-operator pass");
    }

    /** Tangent of an input; null if it is 0 because the input depends on no parameter. */
    double @Nullable [] inputTangent(int index) {
        return tangent().inputs[index];
    }

    /** Number of examples in the output. */
    int batch() {
        return batch;
    }

    /** Values of an input. */
    double[] input(int index) {
        return Objects.requireNonNull(inputs[index]);
    }

    /** Number of inputs. */
    int inputCount() {
        return inputs.length;
    }

    /** Where example n of an input begins, for examples of the given size. */
    int inputOffset(int index, int example, int size) {
        return inputBatched[index] ? example * size : 0;
    }

    /** Values of the output. */
    double[] output() {
        return output;
    }

    /** What the operator chose in its forward pass. */
    int[] choices() {
        return choices;
    }

    /** Gradient in the output, complete. */
    double[] outputGradient() {
        return outputGradient;
    }

    /** Gradient in an input to add to; null if it is not wanted. */
    double @Nullable [] inputGradient(int index) {
        return inputGradients[index];
    }

    /** Flat parameter vector. */
    double[] parameters() {
        return state.parameters();
    }

    /** Flat buffer vector. */
    double[] buffers() {
        return state.buffers();
    }

    /** Flat parameter gradient to add to; null if it is not wanted. */
    double @Nullable [] parameterGradient() {
        return state.gradient();
    }

    /** How gradients pass a ReLU. */
    BackwardRule rule() {
        return state.rule();
    }
}

package theoria.engine.reference.internal.op;

import org.jspecify.annotations.Nullable;

import theoria.core.model.engine.BackwardRule;

/**
 * The arrays of one node for one chunk of a batch. Arrays of batched values hold {@code batch}
 * examples one after another; those of unbatched values (parameters, constants and what is computed
 * from them alone) hold one.
 */
public final class Call {
    private final double[][] inputs;
    private final boolean[] inputBatched;
    private final double[] output;
    private final double[] @Nullable [] inputGradients;
    private final double[] outputGradient;
    private final State state;
    private final int batch;

    /**
     * What all nodes of a network share.
     *
     * @param parameters flat parameter vector
     * @param buffers flat buffer vector
     * @param gradient flat parameter gradient to add to, null if it is not wanted
     * @param rule how gradients pass a ReLU
     */
    public record State(
            double[] parameters,
            double[] buffers,
            double @Nullable [] gradient,
            BackwardRule rule) {}

    /**
     * The arrays of a node.
     *
     * @param batch number of examples in the output, 1 if it is unbatched
     * @param inputGradients of each input, null entries where no gradient is wanted
     */
    public Call(
            State state,
            int batch,
            double[][] inputs,
            boolean[] inputBatched,
            double[] output,
            double[] @Nullable [] inputGradients,
            double[] outputGradient) {
        this.state = state;
        this.batch = batch;
        this.inputs = inputs;
        this.inputBatched = inputBatched;
        this.output = output;
        this.inputGradients = inputGradients;
        this.outputGradient = outputGradient;
    }

    /** Number of examples in the output. */
    int batch() {
        return batch;
    }

    /** Values of an input. */
    double[] input(int index) {
        return inputs[index];
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

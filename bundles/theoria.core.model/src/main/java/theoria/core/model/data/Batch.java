package theoria.core.model.data;

import theoria.core.model.tensor.Tensor;

/**
 * Consecutive examples.
 *
 * @param inputs shape (N, example shape), single precision
 * @param labels N class indices; -1 where there is none
 */
public record Batch(Tensor inputs, int[] labels) {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if there is not one label per example
     */
    public Batch {
        if (inputs.shape().extent(0) != labels.length) {
            throw new IllegalArgumentException(
                    labels.length + " labels for inputs of shape " + inputs.shape());
        }
    }

    /** Number of examples N. */
    public int size() {
        return labels.length;
    }
}

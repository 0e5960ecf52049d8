package theoria.core.model.engine;

import theoria.core.model.graph.Weights;

/**
 * Everything a run needs to continue after step t: with the {@link TrainingSpec} it determines all
 * later weights bit for bit.
 *
 * @param step number of updates made
 * @param weights after them
 * @param optimiser flat optimiser state in the trainer's own layout (momentum; first and second
 *     moment), empty if it has none
 */
public record TrainingState(long step, Weights weights, double[] optimiser) {}

package theoria.core.model.engine;

/**
 * What is measured of one update (theory entry I16).
 *
 * @param step number of updates made
 * @param loss mean loss of the batch before the update
 * @param learningRate of the update
 * @param gradientNorm l2 norm of the gradient of the loss, weight decay not counted
 * @param weightNorm l2 norm of the parameters after the update
 * @param updateNorm l2 norm of the update
 */
public record TrainingStep(
        long step,
        double loss,
        double learningRate,
        double gradientNorm,
        double weightNorm,
        double updateNorm) {
    /** The size of the update against that of the weights, |du| / |w|; often 1e-3 is healthy. */
    public double updateRatio() {
        return updateNorm / weightNorm;
    }
}

package theoria.core.model.engine;

import java.util.Map;
import java.util.Set;

/** Hears of a training run; called on the training thread. */
public interface TrainingListener {
    /** Names of the metrics that tell the rule of the steps, not how the network does. */
    Set<String> RULE = Set.of("momentum", "adam_beta1", "adam_beta2", "weight_decay");

    /**
     * After each step.
     *
     * @param step number of updates made
     * @param loss mean loss of the batch before the update
     * @param learningRate of the update
     */
    default void step(long step, double loss, double learningRate) {}

    /** After each step, with all that is measured of it. */
    default void step(TrainingStep measured) {
        step(measured.step(), measured.loss(), measured.learningRate());
    }

    /** Asked after each checkpoint: whether to stop early. The state given then is the last. */
    default boolean enough() {
        return false;
    }

    /**
     * At step 0, every {@code checkpointEvery} steps, when cancelled, and at the end.
     *
     * @param state to continue from
     * @param metrics by name: {@code epoch}, {@code train_loss}, {@code gradient_norm} and {@code
     *     update_ratio} (means since the last checkpoint), {@code weight_norm}, {@code
     *     learning_rate} (of the last step), the rule of the steps ({@code momentum}, or {@code
     *     adam_beta1} and {@code adam_beta2}; {@code weight_decay} if there is any), and with
     *     validation data {@code loss} and {@code accuracy} on it
     */
    void checkpoint(TrainingState state, Map<String, Double> metrics);
}

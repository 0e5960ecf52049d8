package theoria.runtime.job;

import theoria.core.model.engine.TrainingStep;
import theoria.core.model.registry.Checkpoint;

/** Watches a training; called on its thread. */
public interface TrainingFollower {
    /** Nobody watches. */
    TrainingFollower NOBODY = new TrainingFollower() {};

    /** Initial weights and data are there, so many steps will be made. */
    default void begins(String trajectory, long totalSteps) {}

    /** A step was made. */
    default void step(TrainingStep measured) {}

    /** A checkpoint was stored; those of a training that is continued are told first. */
    default void checkpoint(Checkpoint checkpoint) {}
}

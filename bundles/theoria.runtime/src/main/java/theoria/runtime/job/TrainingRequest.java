package theoria.runtime.job;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.InputContract;
import theoria.core.model.engine.TrainingSpec;
import theoria.core.model.zoo.Initialisation;

/**
 * What a training is asked.
 *
 * @param name of the model that is registered
 * @param architecture as Architecture.parse takes it
 * @param initialisation of the weights
 * @param data with a train split, and a test split that is measured at checkpoints if it is there
 * @param contract input contract
 * @param spec how to train; its seed also draws the initial weights
 */
public record TrainingRequest(
        String name,
        String architecture,
        Initialisation initialisation,
        Dataset data,
        InputContract contract,
        TrainingSpec spec) {}

package theoria.runtime.job;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.InputContract;
import theoria.core.model.engine.TrainingSpec;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.load.Model;
import theoria.core.model.zoo.Initialisation;
import theoria.core.model.zoo.NewHead;

import java.util.List;
import java.util.Optional;

/**
 * What a training is asked.
 *
 * @param name of the model that is registered
 * @param architecture as Architecture.parse takes it; of a trained network the name of it
 * @param start the network to go on from, if it is not trained from random weights
 * @param initialisation of the weights, where there is no network to go on from
 * @param data with a train split, and a test split that is measured if it is there
 * @param contract input contract
 * @param spec how to train; its seed also draws the initial weights
 * @param options what else is asked
 */
public record TrainingRequest(
        String name,
        String architecture,
        Optional<Model> start,
        Initialisation initialisation,
        Dataset data,
        InputContract contract,
        TrainingSpec spec,
        TrainingOptions options) {
    /** From random weights, nothing else asked. */
    public TrainingRequest(
            String name,
            String architecture,
            Initialisation initialisation,
            Dataset data,
            InputContract contract,
            TrainingSpec spec) {
        this(
                name,
                architecture,
                Optional.empty(),
                initialisation,
                data,
                contract,
                spec,
                TrainingOptions.NONE);
    }

    /** A trained network with a new last layer for the classes of the data, to go on from. */
    public static Model withNewHead(
            Model model, Dataset data, Initialisation initialisation, long seed) {
        int classes = data.splits().values().iterator().next().classes();
        NewHead made = NewHead.of(model.graph(), model.weights(), classes, initialisation, seed);
        return new Model(
                model.name(),
                ModelHash.of(made.graph(), made.weights()),
                made.graph(),
                made.weights(),
                model.contract(),
                model.origin(),
                List.of());
    }
}

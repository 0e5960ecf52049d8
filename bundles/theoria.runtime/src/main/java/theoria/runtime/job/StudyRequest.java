package theoria.runtime.job;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.SampleSelection;
import theoria.core.model.data.Split;
import theoria.core.model.load.Model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is asked.
 *
 * @param models in order
 * @param data the data set, if one is given
 * @param samples which examples of each split, {@link SampleSelection#USUAL} for the study's choice
 * @param splits the splits asked for, empty for the study's own choice
 * @param parameters given by key, the reserved ones among them
 * @param seed of everything random
 */
public record StudyRequest(
        List<Model> models,
        Optional<Dataset> data,
        SampleSelection samples,
        List<Split> splits,
        Map<String, String> parameters,
        long seed) {
    /** Takes immutable copies. */
    public StudyRequest {
        models = List.copyOf(models);
        splits = List.copyOf(splits);
        parameters = Map.copyOf(parameters);
    }
}

package theoria.tests.support;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.SampleSelection;
import theoria.core.model.data.Split;
import theoria.core.model.load.Model;
import theoria.runtime.job.StudyRequest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a study is asked, a word at a time. What is not said is: no data, all samples, the splits of
 * the study, its default values, and seed 1.
 */
public final class RequestBuilder {
    private final List<Model> models;
    private final Map<String, String> values = new TreeMap<>();
    private Optional<Dataset> data = Optional.empty();
    private SampleSelection samples = SampleSelection.ALL;
    private List<Split> splits = List.of();
    private long seed = 1;

    private RequestBuilder(List<Model> models) {
        this.models = models;
    }

    /** A request about these models. */
    public static RequestBuilder of(List<Model> models) {
        return new RequestBuilder(models);
    }

    /** A request about these models. */
    public static RequestBuilder of(Model... models) {
        return new RequestBuilder(List.of(models));
    }

    /** Its data. */
    public RequestBuilder data(Dataset dataset) {
        data = Optional.of(dataset);
        return this;
    }

    /** Its samples in the words of the command line. */
    public RequestBuilder samples(String words) {
        samples = SampleSelection.parse(words);
        return this;
    }

    /** Its splits. */
    public RequestBuilder splits(List<Split> wanted) {
        splits = wanted;
        return this;
    }

    /** Its splits. */
    public RequestBuilder splits(Split... wanted) {
        return splits(List.of(wanted));
    }

    /** Further values of parameters; the last one said counts. */
    public RequestBuilder with(Map<String, String> given) {
        values.putAll(given);
        return this;
    }

    /** Further values of parameters, each as key=value; the last one said counts. */
    public RequestBuilder with(String... words) {
        for (String word : words) {
            String[] parts = word.split("=", 2);
            values.put(parts[0], parts[1]);
        }
        return this;
    }

    /** Its seed. */
    public RequestBuilder seed(long wanted) {
        seed = wanted;
        return this;
    }

    /** The request. */
    public StudyRequest build() {
        return new StudyRequest(models, data, samples, splits, values, seed);
    }
}

package theoria.tests.support;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.Split;
import theoria.core.model.load.Model;
import theoria.core.study.result.Result;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.source.DataSources;
import theoria.runtime.source.ModelSources;
import theoria.runtime.source.Workspace;
import theoria.testkit.SharedFiles;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs studies on shared networks and data, as the command line would. */
public final class SharedRuns {
    private final BuiltIn catalogue = new BuiltIn();
    private final Path workspace;

    /** With a workspace that stays empty. */
    public SharedRuns(Path workspace) {
        this.workspace = workspace;
    }

    /** The network of a shared file; an architecture makes one of a file of weights. */
    public Model model(String file, Optional<String> architecture, String contract)
            throws Exception {
        return new ModelSources(catalogue, new Workspace(workspace))
                .with(architecture)
                .resolve(
                        SharedFiles.require(file).toString(),
                        Optional.of(InputContract.parse(contract)));
    }

    /** The data set of a shared file or folder. */
    public Dataset data(String path) throws Exception {
        return new DataSources(catalogue.datasetLoaders())
                .resolve(SharedFiles.require(path).toString());
    }

    /** A request on the MNIST images. */
    public StudyRequest mnist(
            List<Model> models, String samples, List<Split> splits, Map<String, String> given)
            throws Exception {
        return RequestBuilder.of(models)
                .data(data("data/mnist"))
                .samples(samples)
                .splits(splits)
                .with(given)
                .build();
    }

    /** What a study finds. */
    public Result run(String study, StudyRequest request, Optional<Result> previous, int threads)
            throws Exception {
        return Studies.resumed(study, request, threads, previous, partial -> {});
    }
}

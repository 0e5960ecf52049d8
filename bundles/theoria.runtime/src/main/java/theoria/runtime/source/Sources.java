package theoria.runtime.source;

import theoria.core.model.data.Dataset;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;
import theoria.runtime.catalogue.Catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Models and data of a window, the last few of them kept in memory: versions are immutable, so what
 * was read once is still right. Safe for several threads; reads one thing at a time.
 */
public final class Sources {
    private static final int KEPT_MODELS = 4;
    private static final int KEPT_DATA = 2;

    private final Workspace workspace;
    private final ModelSources models;
    private final DataSources data;
    private final Map<String, Model> readModels = kept(KEPT_MODELS);
    private final Map<List<String>, Dataset> readData = kept(KEPT_DATA);

    /** Reads with what is installed, in this workspace. */
    public Sources(Catalogue catalogue, Workspace workspace) {
        this.workspace = workspace;
        this.models = new ModelSources(catalogue, workspace);
        this.data = new DataSources(catalogue.datasetLoaders());
    }

    /** Readers of networks. */
    public ModelSources models() {
        return models;
    }

    /** Readers of data sets. */
    public DataSources data() {
        return data;
    }

    /** The workspace. */
    public Workspace workspace() {
        return workspace;
    }

    /**
     * The registered model of a reference.
     *
     * @throws FormatException if nothing of that name is known
     */
    public synchronized Model model(String reference) throws FormatException, RegistryException {
        Optional<ModelVersion> version = workspace.registry().find(reference);
        if (version.isEmpty()) {
            return models.resolve(reference, Optional.empty());
        }
        String exact = version.get().reference();
        Model model = readModels.get(exact);
        if (model == null || !isOf(model, version.get())) {
            model = workspace.registry().open(version.get());
            readModels.put(exact, model);
        }
        return model;
    }

    /** Whether a model is what a reference means now: names of models change hands. */
    private static boolean isOf(Model model, ModelVersion version) {
        return model.hash().equals(version.hash())
                && model.contract().text().equals(version.contract());
    }

    /**
     * The data set of the references.
     *
     * @return nothing if there is no reference
     */
    public synchronized Optional<Dataset> data(List<String> references) throws FormatException {
        Dataset known = readData.get(references);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Dataset> read = data.resolve(references);
        read.ifPresent(dataset -> readData.put(List.copyOf(references), dataset));
        return read;
    }

    private static <K, V> Map<K, V> kept(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }
}

package theoria.runtime.source;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.load.Model;
import theoria.core.model.load.ModelLoader;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.load.TensorLoader;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.zoo.LooseWeights;
import theoria.core.model.zoo.WeightMapping;
import theoria.runtime.catalogue.Catalogue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the model a reference names: a file, recognised by content, {@code FILE?architecture=ARCH}
 * for weights without a graph, or {@code name}, {@code name:version}, {@code name@alias} of the
 * registry. An existing file goes first.
 */
public final class ModelSources {
    private final List<ModelLoader> loaders;
    private final List<TensorLoader> tensorLoaders;
    private final Architectures architectures;
    private final Optional<String> architecture;
    private final Set<String> ways;
    private final Workspace workspace;

    /** Looks with what is installed and in this workspace. */
    public ModelSources(Catalogue catalogue, Workspace workspace) {
        this(
                catalogue.modelLoaders(),
                catalogue.tensorLoaders(),
                new Architectures(catalogue.architectureLoaders(), catalogue.modelLoaders()),
                Optional.empty(),
                Set.of(),
                workspace);
    }

    private ModelSources(
            List<ModelLoader> loaders,
            List<TensorLoader> tensorLoaders,
            Architectures architectures,
            Optional<String> architecture,
            Set<String> ways,
            Workspace workspace) {
        this.loaders = List.copyOf(loaders);
        this.tensorLoaders = List.copyOf(tensorLoaders);
        this.architectures = architectures;
        this.architecture = architecture;
        this.ways = Set.copyOf(ways);
        this.workspace = workspace;
    }

    /**
     * The same, with an architecture for every file of weights only; none looks at them as such.
     */
    public ModelSources with(Optional<String> text) {
        return new ModelSources(loaders, tensorLoaders, architectures, text, ways, workspace);
    }

    /** The same, with other ways in which every file of a network is read. */
    public ModelSources reading(Set<String> other) {
        return new ModelSources(
                loaders, tensorLoaders, architectures, architecture, other, workspace);
    }

    /**
     * The model of a reference.
     *
     * @param contract replaces the model's own input contract, if given
     * @throws FormatException if a file is damaged, or nothing of that name is known
     */
    public Model resolve(String reference, Optional<InputContract> contract)
            throws FormatException, RegistryException {
        Optional<FileReference> file = FileReference.of(reference);
        Model model = file.isPresent() ? fromFile(file.get()) : fromRegistry(reference);
        return contract.map(own -> withContract(model, own)).orElse(model);
    }

    /** Whether a reference is the path of something that exists. */
    public static boolean isFile(String reference) {
        return FileReference.of(reference).isPresent();
    }

    /** The loader of a file, if its content is a network of a known format. */
    public Optional<ModelLoader> loader(Path file) throws FormatException {
        FileProbe probe = FileProbe.of(file);
        return loaders.stream().filter(loader -> loader.recognises(probe)).findFirst();
    }

    /**
     * The graph of a file that describes an architecture without weights, if it is one.
     *
     * @throws FormatException if it cannot be read, or is damaged
     */
    public Optional<NetworkGraph> architecture(Path file) throws FormatException {
        return architectures.described(file);
    }

    /** The loader of a file of weights without a graph, if it is one. */
    public Optional<TensorLoader> tensorLoader(Path file) throws FormatException {
        FileProbe probe = FileProbe.of(file);
        return tensorLoaders.stream().filter(loader -> loader.recognises(probe)).findFirst();
    }

    /**
     * Reads a network from a file; weights only become one by the architecture, or are taken as
     * they are.
     *
     * @throws FormatException if it is damaged or of no known format, or does not fit the
     *     architecture
     */
    public ImportedModel read(Path file) throws FormatException {
        Optional<ModelLoader> loader = loader(file);
        if (loader.isPresent()) {
            return loader.get().load(file, ways);
        }
        Optional<TensorLoader> weights = tensorLoader(file);
        if (weights.isEmpty()) {
            FileProbe probe = FileProbe.of(file);
            Stream<String> formats =
                    Stream.concat(
                            loaders.stream().map(ModelLoader::format),
                            tensorLoaders.stream().map(TensorLoader::format));
            throw new FormatException(
                    (probe.folder() ? "folder '" : "file '")
                            + file
                            + "' "
                            + probe.unknown(
                                    "a network or weights, one of "
                                            + formats.collect(Collectors.joining(", "))));
        }
        NamedTensors tensors = weights.get().load(file);
        return architecture.isPresent() ? attached(file, tensors) : loose(file, tensors);
    }

    private ImportedModel attached(Path file, NamedTensors tensors) throws FormatException {
        NetworkGraph graph = architectures.find(architecture.orElseThrow(), tensors);
        WeightMapping mapping = mapping(file, graph, tensors);
        List<String> remarks = new ArrayList<>(tensors.remarks());
        remarks.add(mapping.summary());
        mapping.pairs().forEach(pair -> remarks.add(pair.toString()));
        if (!mapping.unused().isEmpty()) {
            remarks.add(
                    "Whole numbers, which are no weights: "
                            + String.join(", ", mapping.unused())
                            + ".");
        }
        return new ImportedModel(
                graph, mapping.weights(), InputContract.IDENTITY, tensors.format(), remarks);
    }

    private static WeightMapping mapping(Path file, NetworkGraph graph, NamedTensors tensors)
            throws FormatException {
        try {
            return WeightMapping.attach(graph, tensors);
        } catch (FormatException e) {
            throw new FormatException("'" + file.getFileName() + "': " + e.getMessage(), e);
        }
    }

    private static ImportedModel loose(Path file, NamedTensors tensors) {
        LooseWeights loose = LooseWeights.of(String.valueOf(file.getFileName()), tensors);
        List<String> remarks = new ArrayList<>(tensors.remarks());
        remarks.add(
                "Weights only: they can be looked at; to compute with them give --architecture.");
        return new ImportedModel(
                loose.graph(), loose.weights(), InputContract.IDENTITY, tensors.format(), remarks);
    }

    private Model fromFile(FileReference reference) throws FormatException {
        Optional<String> own = reference.architecture().or(() -> architecture);
        ModelSources named = with(own);
        ModelSources sources = reference.ways().isEmpty() ? named : named.reading(reference.ways());
        return sources.model(reference.file(), sources.read(reference.file()));
    }

    /**
     * What was read from a file, as a model; its origin names the architecture where one was used.
     */
    public Model model(Path file, ImportedModel imported) throws FormatException {
        return new Model(
                String.valueOf(file.getFileName()),
                ModelHash.of(imported.graph(), imported.weights()),
                imported.graph(),
                imported.weights(),
                imported.contract(),
                origin(file).absolute(),
                List.of());
    }

    /** What a registered version of a file comes from, with the architecture where one was used. */
    public Lineage lineage(Path file, ImportedModel imported) throws FormatException {
        return origin(file).lineage(imported);
    }

    /** A file, with the architecture if its weights went into it. */
    private FileReference origin(Path file) throws FormatException {
        if (loader(file).isPresent()) {
            return new FileReference(file, Optional.empty(), new TreeSet<>(ways));
        }
        return new FileReference(file, architecture);
    }

    private Model fromRegistry(String reference) throws FormatException, RegistryException {
        if (!workspace.exists()) {
            throw unknown(reference);
        }
        Optional<ModelVersion> version = workspace.registry().find(reference);
        if (version.isEmpty()) {
            throw unknown(reference);
        }
        return workspace.registry().open(version.get());
    }

    private FormatException unknown(String reference) {
        return new FormatException(
                "there is no file and no registered model '"
                        + reference
                        + "'; expected a file, "
                        + "name, name:version or name@alias ('theoria models' lists what is in "
                        + workspace.folder()
                        + ")");
    }

    private static Model withContract(Model model, InputContract contract) {
        List<String> names =
                contract.classNames().isEmpty()
                        ? model.contract().classNames()
                        : contract.classNames();
        return new Model(
                model.name(),
                model.hash(),
                model.graph(),
                model.weights(),
                contract.withClassNames(names),
                model.origin(),
                model.trajectory());
    }
}

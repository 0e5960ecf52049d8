package theoria.runtime.source;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.load.Model;
import theoria.core.model.load.ModelLoader;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the model a reference names: a file, recognised by content, or {@code name}, {@code
 * name:version}, {@code name@alias} of the registry. An existing file goes first.
 */
public final class ModelSources {
    private final List<ModelLoader> loaders;
    private final Workspace workspace;

    /** Looks with these loaders and in this workspace. */
    public ModelSources(List<ModelLoader> loaders, Workspace workspace) {
        this.loaders = List.copyOf(loaders);
        this.workspace = workspace;
    }

    /**
     * The model of a reference.
     *
     * @param contract replaces the model's own input contract, if given
     * @throws FormatException if a file is damaged, or nothing of that name is known
     */
    public Model resolve(String reference, Optional<InputContract> contract)
            throws FormatException, RegistryException {
        Model model = isFile(reference) ? fromFile(Path.of(reference)) : fromRegistry(reference);
        return contract.map(own -> withContract(model, own)).orElse(model);
    }

    /** Whether a reference is the path of something that exists. */
    public static boolean isFile(String reference) {
        try {
            return Files.exists(Path.of(reference));
        } catch (InvalidPathException e) {
            return false; // name:version is no path on Windows
        }
    }

    /** The loader of a file, if its content is a network of a known format. */
    public Optional<ModelLoader> loader(Path file) throws FormatException {
        FileProbe probe = FileProbe.of(file);
        return loaders.stream().filter(loader -> loader.recognises(probe)).findFirst();
    }

    /**
     * Reads a network from a file.
     *
     * @throws FormatException if it is damaged or of no known format
     */
    public ImportedModel read(Path file) throws FormatException {
        Optional<ModelLoader> loader = loader(file);
        if (loader.isEmpty()) {
            FileProbe probe = FileProbe.of(file);
            String formats = String.join(", ", loaders.stream().map(ModelLoader::format).toList());
            throw new FormatException(
                    (probe.folder() ? "folder '" : "file '")
                            + file
                            + "' "
                            + probe.unknown("a network, one of " + formats));
        }
        return loader.get().load(file);
    }

    private Model fromFile(Path file) throws FormatException {
        ImportedModel imported = read(file);
        return new Model(
                String.valueOf(file.getFileName()),
                ModelHash.of(imported.graph(), imported.weights()),
                imported.graph(),
                imported.weights(),
                imported.contract(),
                file.toAbsolutePath().normalize().toString(),
                List.of());
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

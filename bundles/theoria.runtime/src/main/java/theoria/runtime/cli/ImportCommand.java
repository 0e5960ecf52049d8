package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.core.model.data.InputContract;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.tensor.Shape;
import theoria.runtime.source.ModelSources;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code theoria import FILE}: a network file into the registry. */
@Command(name = "import", description = "Register a network from a file.")
final class ImportCommand implements Callable<Integer>, TheoriaCommand.Global {
    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Mixin final ArchitectureOption architecture = new ArchitectureOption();

    @Parameters(paramLabel = "FILE", description = "A network, recognised by its content.")
    Path file = Path.of("");

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the model.")
    Optional<String> name = Optional.empty();

    @Option(
            names = "--preprocess",
            paramLabel = "CONTRACT",
            description = "The input contract to remember, as in scale=1/255.")
    Optional<String> preprocess = Optional.empty();

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    ImportCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call() throws FormatException, RegistryException, UsageException {
        try (Session session = sessions.open(global)) {
            String own =
                    name.isPresent()
                            ? RunOptions.usage(() -> NewVersion.requireName(name.get()))
                            : NewVersion.nameOf(withoutEnding(file));
            ModelSources sources = architecture.of(session.models());
            ImportedModel imported = sources.read(file);
            InputContract contract =
                    preprocess.isEmpty()
                            ? imported.contract()
                            : RunOptions.usage(() -> InputContract.parse(preprocess.get()));
            requireChannels(contract, imported);
            ModelVersion version =
                    session.workspace()
                            .registry()
                            .register(
                                    new NewVersion(
                                            own,
                                            imported.graph(),
                                            imported.weights(),
                                            contract,
                                            sources.lineage(file, imported),
                                            Map.of(),
                                            Optional.empty()));
            if (!version.contract().equals(contract.text())) {
                throw new UsageException(
                        version.reference()
                                + " is this network already, with the input contract '"
                                + version.contract()
                                + "'; give --name for a model of its own, or --preprocess to the"
                                + " commands that use it");
            }
            imported.remarks().forEach(session::remark);
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("model", version.reference());
            facts.put("format", imported.format());
            facts.put("layers", imported.graph().nodes().size());
            facts.put("parameters", version.parameters());
            if (!imported.graph().weightsOnly()) {
                facts.put("input", imported.graph().inputShape().toString());
                facts.put("outputs", imported.graph().classes());
            }
            facts.put("contract", json ? contract.text() : Listing.contract(contract));
            facts.put("hash", version.hash());
            Listing.show(session, facts, json);
            return ExitCode.FINE;
        }
    }

    /** A contract per channel must be one of the network's channels. */
    private static void requireChannels(InputContract contract, ImportedModel imported)
            throws UsageException {
        if (imported.graph().weightsOnly()) {
            return;
        }
        int channels = contract.channels();
        Shape input = imported.graph().inputShape();
        boolean fits =
                channels <= 1
                        || input.rank() == 1 && input.extent(0) == channels
                        || input.rank() == 3
                                && (input.extent(0) == channels || input.extent(2) == channels);
        if (!fits) {
            throw new UsageException(
                    "mean or std has " + channels + " numbers, but the network takes " + input);
        }
    }

    private static String withoutEnding(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}

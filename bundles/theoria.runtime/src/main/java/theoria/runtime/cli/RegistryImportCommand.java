package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.core.model.load.FormatException;
import theoria.core.model.registry.ModelHistory;
import theoria.core.model.registry.RegistryException;
import theoria.runtime.archive.ModelArchive;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code theoria registry import FILE}: a model with its whole history out of an archive. */
@Command(
        name = "import",
        description = "Register a model with its whole history from an archive, all or nothing.")
final class RegistryImportCommand implements Callable<Integer>, TheoriaCommand.Global {
    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Parameters(paramLabel = "FILE", description = "What 'theoria registry export' wrote.")
    Path file = Path.of("");

    @Option(names = "--name", paramLabel = "NAME", description = "Another name for the model.")
    Optional<String> name = Optional.empty();

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    RegistryImportCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call() throws RegistryException, FormatException, UsageException {
        if (name.isPresent()) {
            RegistryAction.name(name.get(), "name a model");
        }
        try (Session session = sessions.open(global)) {
            ModelHistory history = ModelArchive.read(file, name, session.workspace()::registry);
            if (json) {
                Listing.print(session, RegistryExportCommand.facts(history));
            } else {
                session.print("imported " + RegistryExportCommand.told(history));
            }
            return ExitCode.FINE;
        }
    }
}

package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;

/** {@code theoria registry remove MODEL}: hides a version until it is restored. */
@Command(name = "remove", description = "Hide a version; restore brings it back.")
final class RegistryRemoveCommand extends RegistryAction {
    @Parameters(
            paramLabel = "MODEL",
            description = "The version: name:version, name@alias, or name for the newest.")
    String reference = "";

    RegistryRemoveCommand(SessionFactory sessions) {
        super(sessions);
    }

    @Override
    String change(ModelRegistry registry) throws RegistryException {
        ModelVersion version = version(registry, reference);
        registry.remove(version);
        return "removed "
                + version.reference()
                + "; 'theoria registry restore "
                + version.reference()
                + "' brings it back";
    }
}

package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.RegistryException;

/** {@code theoria registry rename OLD NEW}: another name for a model and all its versions. */
@Command(name = "rename", description = "Give a model, with all its versions, another name.")
final class RegistryRenameCommand extends RegistryAction {
    @Parameters(index = "0", paramLabel = "NAME", description = "The model.")
    String name = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "Its new name.")
    String newName = "";

    RegistryRenameCommand(SessionFactory sessions) {
        super(sessions);
    }

    @Override
    String change(ModelRegistry registry) throws RegistryException, UsageException {
        registry.rename(name, name(newName, "name a model"));
        return name + " is now " + newName;
    }
}

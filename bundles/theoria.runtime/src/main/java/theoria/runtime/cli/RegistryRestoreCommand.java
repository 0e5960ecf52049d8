package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;

/** {@code theoria registry restore NAME:VERSION}: brings a removed version back. */
@Command(
        name = "restore",
        description = "Bring a removed version back; 'theoria models --all' lists them.")
final class RegistryRestoreCommand extends RegistryAction {
    @Parameters(paramLabel = "NAME:VERSION", description = "The removed version.")
    String reference = "";

    RegistryRestoreCommand(SessionFactory sessions) {
        super(sessions);
    }

    @Override
    String change(ModelRegistry registry) throws RegistryException {
        for (ModelVersion version : registry.removed()) {
            if (version.reference().equals(reference)) {
                registry.restore(version.name(), version.number());
                return "restored " + reference;
            }
        }
        throw new RegistryException(
                "there is no removed version '"
                        + reference
                        + "'; expected name:version ('theoria models --all' lists what was"
                        + " removed)");
    }
}

package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;

/** {@code theoria registry note MODEL TEXT}: what a person wants to remember of a version. */
@Command(name = "note", description = "Note something about a version.")
final class RegistryNoteCommand extends RegistryAction {
    @Parameters(index = "0", paramLabel = "MODEL", description = MODEL)
    String reference = "";

    @Parameters(
            index = "1",
            paramLabel = "TEXT",
            description = "Replaces the note; an empty one ('') removes it.")
    String text = "";

    RegistryNoteCommand(SessionFactory sessions) {
        super(sessions);
    }

    @Override
    String change(ModelRegistry registry) throws RegistryException {
        ModelVersion version = version(registry, reference);
        registry.setNote(version, text);
        return version.reference() + (text.isEmpty() ? " has no note" : ": " + text);
    }
}

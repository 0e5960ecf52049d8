package theoria.runtime.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code theoria registry ACTION}: checks the registry, and changes what is said of its models. */
@Command(
        name = "registry",
        synopsisSubcommandLabel = "ACTION",
        description =
                "Check the registry; rename, label or remove its models, take them elsewhere.")
final class RegistryCommand extends ActionsCommand {
    private RegistryCommand() {}

    /** With its actions. */
    static CommandLine of(SessionFactory sessions) {
        return of(
                new RegistryCommand(),
                new RegistryCheckCommand(sessions),
                new RegistryRenameCommand(sessions),
                new RegistryNoteCommand(sessions),
                RegistryLabelCommand.tag(sessions),
                RegistryLabelCommand.alias(sessions),
                new RegistryRemoveCommand(sessions),
                new RegistryRestoreCommand(sessions),
                new RegistryGcCommand(sessions),
                new RegistryExportCommand(sessions),
                new RegistryImportCommand(sessions));
    }
}

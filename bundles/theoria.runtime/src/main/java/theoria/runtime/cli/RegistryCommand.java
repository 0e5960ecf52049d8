package theoria.runtime.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** {@code theoria registry ACTION}: checks the registry, and changes what is said of its models. */
@Command(
        name = "registry",
        synopsisSubcommandLabel = "ACTION",
        description = "Check the registry; rename, label or remove its models.")
final class RegistryCommand implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();

    private RegistryCommand() {}

    /** With its actions. */
    static CommandLine of(SessionFactory sessions) {
        CommandLine line = new CommandLine(new RegistryCommand());
        line.addSubcommand(new RegistryCheckCommand(sessions));
        line.addSubcommand(new RegistryRenameCommand(sessions));
        line.addSubcommand(new RegistryNoteCommand(sessions));
        line.addSubcommand(RegistryLabelCommand.tag(sessions));
        line.addSubcommand(RegistryLabelCommand.alias(sessions));
        line.addSubcommand(new RegistryRemoveCommand(sessions));
        line.addSubcommand(new RegistryRestoreCommand(sessions));
        return line;
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "expected one of " + String.join(", ", spec.subcommands().keySet()));
    }
}

package theoria.runtime.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** {@code theoria plugins list|install|remove|check}: what strangers add to the product. */
@Command(
        name = "plugins",
        synopsisSubcommandLabel = "ACTION",
        description = "List, check, install or remove plug-ins.")
final class PluginsCommand implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();

    private PluginsCommand() {}

    /** With its actions. */
    static CommandLine of(SessionFactory sessions) {
        CommandLine line = new CommandLine(new PluginsCommand());
        line.addSubcommand(new PluginsListCommand(sessions));
        line.addSubcommand(new PluginsCheckCommand(sessions));
        line.addSubcommand(new PluginsInstallCommand(sessions));
        line.addSubcommand(new PluginsRemoveCommand(sessions));
        return line;
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "expected one of " + String.join(", ", spec.subcommands().keySet()));
    }
}

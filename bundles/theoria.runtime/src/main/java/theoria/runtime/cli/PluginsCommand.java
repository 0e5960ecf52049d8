package theoria.runtime.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code theoria plugins list|install|remove|check}: what strangers add to the product. */
@Command(
        name = "plugins",
        synopsisSubcommandLabel = "ACTION",
        description = "List, check, install or remove plug-ins.")
final class PluginsCommand extends ActionsCommand {
    private PluginsCommand() {}

    /** With its actions. */
    static CommandLine of(SessionFactory sessions) {
        return of(
                new PluginsCommand(),
                new PluginsListCommand(sessions),
                new PluginsCheckCommand(sessions),
                new PluginsInstallCommand(sessions),
                new PluginsRemoveCommand(sessions));
    }
}

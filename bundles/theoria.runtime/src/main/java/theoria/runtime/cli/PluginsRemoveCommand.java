package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.runtime.plugin.Change;
import theoria.runtime.plugin.PluginException;
import theoria.runtime.plugin.PluginManager;

/** {@code theoria plugins remove ID}: leaves the product as it was before. */
@Command(name = "remove", description = "Remove a plug-in.")
final class PluginsRemoveCommand extends PluginsAction {
    @Parameters(paramLabel = "ID", description = "Which; 'theoria plugins list' names them.")
    String id = "";

    @Option(names = "--dry-run", description = "Only say what would change.")
    boolean dryRun;

    PluginsRemoveCommand(SessionFactory sessions) {
        super(sessions);
    }

    @Override
    int run(Session session, PluginManager manager) throws PluginException {
        Change change = manager.remove(id);
        if (!dryRun) {
            manager.perform(change);
        }
        PluginChanges.print(session, change, dryRun);
        return ExitCode.FINE;
    }
}

package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.runtime.plugin.Change;
import theoria.runtime.plugin.PluginException;
import theoria.runtime.plugin.PluginManager;

import java.util.concurrent.Callable;

/** {@code theoria plugins remove ID}: leaves the product as it was before. */
@Command(name = "remove", description = "Remove a plug-in.")
final class PluginsRemoveCommand implements Callable<Integer>, TheoriaCommand.Global {
    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Parameters(paramLabel = "ID", description = "Which; 'theoria plugins list' names them.")
    String id = "";

    @Option(names = "--dry-run", description = "Only say what would change.")
    boolean dryRun;

    PluginsRemoveCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call() throws PluginException {
        try (Session session = sessions.open(global);
                PluginManager manager = PluginManager.open()) {
            Change change = manager.remove(id);
            if (!dryRun) {
                manager.perform(change);
            }
            PluginChanges.print(session, change, dryRun);
            return ExitCode.FINE;
        }
    }
}

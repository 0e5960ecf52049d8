package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.runtime.plugin.Change;
import theoria.runtime.plugin.PluginException;
import theoria.runtime.plugin.PluginManager;
import theoria.runtime.plugin.PluginSite;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code theoria plugins install SITE [ID...]}: adds plug-ins, or a newer version of them. */
@Command(name = "install", description = "Try plug-ins, and install them if all goes well.")
final class PluginsInstallCommand implements Callable<Integer>, TheoriaCommand.Global {
    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Parameters(index = "0", paramLabel = "SITE", description = "A folder, a zip file or https:.")
    String site = "";

    @Parameters(
            index = "1..*",
            paramLabel = "ID",
            description = "Which plug-ins; without, all of the site.")
    List<String> ids = new ArrayList<>();

    @Option(names = "--dry-run", description = "Only say what would change.")
    boolean dryRun;

    @Option(names = "--no-check", description = "Do not try them first.")
    boolean unchecked;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = PluginsCheckCommand.SECONDS,
            description = "When to stop the trial (default: ${DEFAULT-VALUE}).")
    int limit;

    PluginsInstallCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call() throws PluginException, IOException, InterruptedException {
        try (Session session = sessions.open(global);
                PluginManager manager = PluginManager.open()) {
            PluginSite from = PluginSite.of(site);
            Change change = manager.install(from, ids);
            if (change.steps().isEmpty()) {
                session.remark("what '" + site + "' offers is installed already");
                return ExitCode.FINE;
            }
            if (dryRun) {
                PluginChanges.print(session, change, true);
                return ExitCode.FINE;
            }
            if (!new PluginTrials(session, manager).pass(change, from, !unchecked, limit)) {
                session.remark("nothing was installed; --no-check installs it all the same");
                return ExitCode.DRIFT;
            }
            manager.perform(change);
            PluginChanges.print(session, change, false);
            return ExitCode.FINE;
        }
    }
}

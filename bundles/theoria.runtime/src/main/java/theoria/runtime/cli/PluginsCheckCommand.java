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

/** {@code theoria plugins check SITE}: tries plug-ins without installing them. */
@Command(
        name = "check",
        description = "Try plug-ins in a process of their own; nothing of them remains.")
final class PluginsCheckCommand implements Callable<Integer>, TheoriaCommand.Global {
    /** Enough for a study whose defaults are meant for real networks. */
    static final String SECONDS = "300";

    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Parameters(index = "0", paramLabel = "SITE", description = "A folder, a zip file or https:.")
    String site = "";

    @Parameters(
            index = "1..*",
            paramLabel = "ID",
            description = "Which plug-ins; without, all of the site.")
    List<String> ids = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = SECONDS,
            description = "When to stop it (default: ${DEFAULT-VALUE}).")
    int limit;

    PluginsCheckCommand(SessionFactory sessions) {
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
            return new PluginTrials(session, manager).pass(change, from, true, limit)
                    ? ExitCode.FINE
                    : ExitCode.DRIFT;
        }
    }
}

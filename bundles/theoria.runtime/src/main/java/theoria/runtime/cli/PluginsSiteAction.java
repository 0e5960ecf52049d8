package theoria.runtime.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.runtime.plugin.Change;
import theoria.runtime.plugin.PluginException;
import theoria.runtime.plugin.PluginManager;
import theoria.runtime.plugin.PluginSite;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A command that takes plug-ins from a site and tries them. */
abstract class PluginsSiteAction extends PluginsAction {
    /** Enough for a study whose defaults are meant for real networks. */
    private static final String SECONDS = "300";

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
            description = "When to stop the trial (default: ${DEFAULT-VALUE}).")
    int limit;

    PluginsSiteAction(SessionFactory sessions) {
        super(sessions);
    }

    /** Does it with what installing would change, and gives the exit code. */
    abstract int run(Session session, PluginManager manager, PluginSite from, Change change)
            throws PluginException, IOException, InterruptedException;

    @Override
    final int run(Session session, PluginManager manager)
            throws PluginException, IOException, InterruptedException {
        PluginSite from = PluginSite.of(site);
        Change change = manager.install(from, ids);
        if (change.steps().isEmpty()) {
            session.remark("what '" + site + "' offers is installed already");
            return ExitCode.FINE;
        }
        return run(session, manager, from, change);
    }
}

package theoria.runtime.cli;

import picocli.CommandLine.Command;

import theoria.runtime.plugin.Change;
import theoria.runtime.plugin.PluginException;
import theoria.runtime.plugin.PluginManager;
import theoria.runtime.plugin.PluginSite;

import java.io.IOException;

/** {@code theoria plugins check SITE}: tries plug-ins without installing them. */
@Command(
        name = "check",
        description = "Try plug-ins in a process of their own; nothing of them remains.")
final class PluginsCheckCommand extends PluginsSiteAction {
    PluginsCheckCommand(SessionFactory sessions) {
        super(sessions);
    }

    @Override
    int run(Session session, PluginManager manager, PluginSite from, Change change)
            throws PluginException, IOException, InterruptedException {
        return new PluginTrials(session, manager).pass(change, from, true, limit)
                ? ExitCode.FINE
                : ExitCode.DRIFT;
    }
}

package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import theoria.runtime.plugin.Change;
import theoria.runtime.plugin.PluginException;
import theoria.runtime.plugin.PluginManager;
import theoria.runtime.plugin.PluginSite;

import java.io.IOException;

/** {@code theoria plugins install SITE [ID...]}: adds plug-ins, or a newer version of them. */
@Command(name = "install", description = "Try plug-ins, and install them if all goes well.")
final class PluginsInstallCommand extends PluginsSiteAction {
    @Option(names = "--dry-run", description = "Only say what would change.")
    boolean dryRun;

    @Option(names = "--no-check", description = "Do not try them first.")
    boolean unchecked;

    PluginsInstallCommand(SessionFactory sessions) {
        super(sessions);
    }

    @Override
    int run(Session session, PluginManager manager, PluginSite from, Change change)
            throws PluginException, IOException, InterruptedException {
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

package theoria.runtime.cli;

import picocli.CommandLine.Mixin;

import theoria.runtime.plugin.PluginException;
import theoria.runtime.plugin.PluginManager;

import java.io.IOException;
import java.util.concurrent.Callable;

/** A command that works on the plug-ins of the running product. */
abstract class PluginsAction implements Callable<Integer>, TheoriaCommand.Global {
    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    PluginsAction(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public final boolean debug() {
        return global.debug;
    }

    /** Does it, and gives the exit code. */
    abstract int run(Session session, PluginManager manager)
            throws PluginException, IOException, InterruptedException;

    @Override
    public final Integer call() throws PluginException, IOException, InterruptedException {
        try (Session session = sessions.open(global);
                PluginManager manager = PluginManager.open()) {
            return run(session, manager);
        }
    }
}

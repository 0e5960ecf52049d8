package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import theoria.core.model.registry.RegistryException;

import java.util.List;
import java.util.concurrent.Callable;

/** {@code theoria registry check}: reads and verifies everything the workspace holds. */
@Command(name = "registry", description = "Check the registry: everything in it is read.")
final class RegistryCommand implements Callable<Integer>, TheoriaCommand.Global {
    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Parameters(paramLabel = "ACTION", description = "check")
    String action = "";

    RegistryCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call() throws RegistryException, UsageException {
        if (!action.equals("check")) {
            throw new UsageException(
                    "registry action '" + action + "' is not known; expected check");
        }
        try (Session session = sessions.open(global)) {
            if (!session.workspace().exists()) {
                session.remark("there is no registry in " + session.workspace().folder());
                return ExitCode.FINE;
            }
            List<String> faults = session.workspace().registry().check();
            faults.forEach(session::print);
            if (faults.isEmpty()) {
                session.print("all well in " + session.workspace().folder());
            }
            return faults.isEmpty() ? ExitCode.FINE : ExitCode.BAD_INPUT;
        }
    }
}

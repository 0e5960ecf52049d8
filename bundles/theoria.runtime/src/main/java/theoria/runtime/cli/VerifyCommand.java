package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code theoria verify} belongs to a checkout, whose start script handles it. */
@Command(name = "verify", description = "In a checkout only: run every test.")
final class VerifyCommand implements Callable<Integer>, TheoriaCommand.Global {
    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    VerifyCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call() throws UsageException {
        try (Session session = sessions.open(global)) {
            session.remark("this is an installed product.");
            throw new UsageException(
                    "verify runs the tests of a checkout; run ./theoria verify there");
        }
    }
}

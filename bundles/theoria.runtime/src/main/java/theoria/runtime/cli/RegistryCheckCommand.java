package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import theoria.core.model.registry.RegistryException;
import theoria.core.model.registry.RepairReport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * {@code theoria registry check}: reads and verifies everything the workspace holds, and repairs
 * its index on request.
 */
@Command(name = "check", description = "Read and verify everything in the registry.")
final class RegistryCheckCommand implements Callable<Integer>, TheoriaCommand.Global {
    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Option(
            names = "--repair",
            description = {
                "Make the index again from its cards and blobs, as far as it is lost or damaged;"
                        + " close the window before."
            })
    boolean repair;

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    RegistryCheckCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call() throws RegistryException {
        try (Session session = sessions.open(global)) {
            if (repair) {
                return repair(session);
            }
            boolean exists = session.workspace().exists();
            List<String> faults =
                    exists ? session.workspace().registry().check() : List.<String>of();
            if (json) {
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("workspace", session.workspace().folder().toString());
                facts.put("exists", exists);
                facts.put("faults", faults);
                Listing.print(session, facts);
            } else if (!exists) {
                session.remark("there is no registry in " + session.workspace().folder());
            } else if (faults.isEmpty()) {
                session.print("all well in " + session.workspace().folder());
            } else {
                faults.forEach(session::print);
            }
            return faults.isEmpty() ? ExitCode.FINE : ExitCode.BAD_INPUT;
        }
    }

    private int repair(Session session) throws RegistryException {
        RepairReport report = session.workspace().repair();
        if (json) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("workspace", session.workspace().folder().toString());
            facts.put("restored", report.restored());
            facts.put("faults", report.lost());
            Listing.print(session, facts);
        } else {
            report.restored().forEach(session::print);
            report.lost().forEach(session::print);
            if (report.lost().isEmpty()) {
                session.print("all well in " + session.workspace().folder());
            }
        }
        return report.lost().isEmpty() ? ExitCode.FINE : ExitCode.BAD_INPUT;
    }
}

package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.core.model.registry.ModelHistory;
import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;
import theoria.runtime.archive.ModelArchive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code theoria registry export MODEL -o FILE}: a model with its whole history as one file. */
@Command(
        name = "export",
        description = {
            "Write a model with all its versions, checkpoints, labels and runs to one archive;"
                    + " 'theoria registry import' reads it."
        })
final class RegistryExportCommand implements Callable<Integer>, TheoriaCommand.Global {
    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Parameters(paramLabel = "MODEL", description = "The name of a registered model.")
    String reference = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The archive, a zip.")
    Path target = Path.of("");

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    RegistryExportCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call() throws RegistryException, IOException {
        try (Session session = sessions.open(global)) {
            ModelRegistry registry = RegistryAction.registry(session);
            String name = registry.find(reference).map(ModelVersion::name).orElse(reference);
            ModelHistory history = ModelArchive.write(registry, name, target);
            if (json) {
                Map<String, Object> facts = facts(history);
                facts.put("file", target.toAbsolutePath().normalize().toString());
                Listing.print(session, facts);
            } else {
                session.print("wrote " + target + ": " + told(history));
            }
            return ExitCode.FINE;
        }
    }

    /** What a history holds, in words. */
    static String told(ModelHistory history) {
        return "model "
                + history.name()
                + ", "
                + history.versions().size()
                + " versions, "
                + checkpoints(history)
                + " checkpoints, "
                + history.runs().size()
                + " runs";
    }

    private static int checkpoints(ModelHistory history) {
        return history.trajectories().stream().mapToInt(t -> t.steps().size()).sum();
    }

    /** What a history holds. */
    static Map<String, Object> facts(ModelHistory history) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", history.name());
        facts.put("versions", history.versions().size());
        facts.put("checkpoints", checkpoints(history));
        facts.put("runs", history.runs().size());
        return facts;
    }
}

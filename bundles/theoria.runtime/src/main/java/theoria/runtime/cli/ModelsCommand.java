package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code theoria models}: what the workspace holds. */
@Command(name = "models", description = "List the registered models.")
final class ModelsCommand implements Callable<Integer>, TheoriaCommand.Global {
    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    ModelsCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call() throws RegistryException {
        try (Session session = sessions.open(global)) {
            List<ModelVersion> versions =
                    session.workspace().exists()
                            ? session.workspace().registry().versions()
                            : List.of();
            if (json) {
                List<Map<String, Object>> list = new ArrayList<>();
                versions.forEach(version -> list.add(facts(version)));
                Listing.print(session, list);
                return ExitCode.FINE;
            }
            if (versions.isEmpty()) {
                session.remark("no models yet in " + session.workspace().folder());
                return ExitCode.FINE;
            }
            TextTable table =
                    new TextTable("model", ">parameters", "metrics", "aliases", "from", "created");
            for (ModelVersion version : versions) {
                table.add(
                        version.reference(),
                        Long.toString(version.parameters()),
                        metrics(version),
                        String.join(" ", version.aliases()),
                        version.lineage().source(),
                        version.created().truncatedTo(ChronoUnit.SECONDS).toString());
            }
            table.lines().forEach(session::print);
            return ExitCode.FINE;
        }
    }

    private static String metrics(ModelVersion version) {
        List<String> words = new ArrayList<>();
        version.metrics().forEach((key, value) -> words.add(key + " " + TextTable.number(value)));
        return String.join(", ", words);
    }

    private static Map<String, Object> facts(ModelVersion version) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", version.reference());
        facts.put("name", version.name());
        facts.put("version", version.number());
        facts.put("hash", version.hash());
        facts.put("parameters", version.parameters());
        facts.put("contract", version.contract());
        facts.put(
                "lineage",
                version.lineage().kind().name().toLowerCase(Locale.ROOT)
                        + " from "
                        + version.lineage().source());
        facts.put("metrics", version.metrics());
        facts.put("aliases", version.aliases());
        facts.put("tags", version.tags());
        facts.put("created", version.created().toString());
        return facts;
    }
}

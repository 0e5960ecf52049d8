package theoria.runtime.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import theoria.core.model.registry.ModelQuery;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** {@code theoria models}: what the workspace holds, or what a query wants of it. */
@Command(
        name = "models",
        description = {
            "List the registered models, all or those of a query; compare some, show lineage or"
                    + " training path of one."
        })
final class ModelsCommand implements Callable<Integer>, TheoriaCommand.Global {
    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Option(names = "--all", description = "Also those that were removed.")
    boolean all;

    @Option(
            names = "--where",
            paramLabel = "QUERY",
            description = {
                "Only those: \"accuracy > 0.95 and arch ~ resnet\". Fields: name, tag, alias, arch,"
                        + " format, from, note, text, kind, hash, version, parameters, created, any"
                        + " metric. Operators: = != < <= > >= ~ and or not ( )."
            })
    Optional<String> where = Optional.empty();

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    private ModelsCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** With the commands that look closer. */
    static CommandLine of(SessionFactory sessions) {
        CommandLine line = new CommandLine(new ModelsCommand(sessions));
        line.addSubcommand(new ModelsCompareCommand(sessions));
        line.addSubcommand(new ModelsLineageCommand(sessions));
        line.addSubcommand(new ModelsTrajectoryCommand(sessions));
        return line;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call() throws RegistryException, UsageException {
        Optional<ModelQuery> query =
                where.isEmpty()
                        ? Optional.empty()
                        : Optional.of(RunOptions.usage(() -> ModelQuery.parse(where.get())));
        try (Session session = sessions.open(global)) {
            List<ModelVersion> versions = new ArrayList<>();
            Set<ModelVersion> removed = new HashSet<>();
            if (session.workspace().exists()) {
                versions.addAll(session.workspace().registry().versions());
                if (all) {
                    removed.addAll(session.workspace().registry().removed());
                }
            }
            versions.addAll(removed);
            boolean none = versions.isEmpty();
            query.ifPresent(wanted -> versions.removeIf(version -> !wanted.matches(version)));
            versions.sort(
                    Comparator.comparing(ModelVersion::name).thenComparing(ModelVersion::number));
            if (json) {
                List<Map<String, Object>> list = new ArrayList<>();
                versions.forEach(version -> list.add(facts(version, removed.contains(version))));
                Listing.print(session, list);
            } else if (none) {
                session.remark("no models yet in " + session.workspace().folder());
            } else if (versions.isEmpty()) {
                session.remark("no model satisfies " + query.map(ModelQuery::toString).orElse(""));
            } else {
                table(versions, removed).lines().forEach(session::print);
            }
            return ExitCode.FINE;
        }
    }

    private static TextTable table(List<ModelVersion> versions, Set<ModelVersion> removed) {
        TextTable table =
                new TextTable(
                        "model",
                        ">parameters",
                        "metrics",
                        "aliases",
                        "tags",
                        "from",
                        "created",
                        "note");
        for (ModelVersion version : versions) {
            table.add(
                    version.reference() + (removed.contains(version) ? " (removed)" : ""),
                    Long.toString(version.parameters()),
                    metrics(version),
                    String.join(" ", version.aliases()),
                    String.join(" ", version.tags()),
                    version.lineage().source(),
                    version.created().truncatedTo(ChronoUnit.SECONDS).toString(),
                    version.note().replaceAll("\\s+", " "));
        }
        return table;
    }

    private static String metrics(ModelVersion version) {
        List<String> words = new ArrayList<>();
        version.metrics().forEach((key, value) -> words.add(key + " " + TextTable.number(value)));
        return String.join(", ", words);
    }

    private static Map<String, Object> facts(ModelVersion version, boolean removed) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", version.reference());
        facts.put("name", version.name());
        facts.put("version", version.number());
        facts.put("hash", version.hash());
        facts.put("parameters", version.parameters());
        facts.put("contract", version.contract());
        facts.put("architecture", version.lineage().architecture());
        facts.put("format", version.lineage().format());
        facts.put("lineage", version.lineage().words());
        facts.put("metrics", version.metrics());
        facts.put("aliases", version.aliases());
        facts.put("tags", version.tags());
        facts.put("note", version.note());
        facts.put("removed", removed);
        facts.put("created", version.created().toString());
        return facts;
    }
}

package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.core.model.registry.Checkpoint;
import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.study.result.Column;
import theoria.core.study.result.Table;
import theoria.core.study.writer.CsvWriter;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** {@code theoria models trajectory MODEL}: the checkpoints of a training. */
@Command(
        name = "trajectory",
        description = "The checkpoints of the training of a registered model, with their metrics.")
final class ModelsTrajectoryCommand implements Callable<Integer>, TheoriaCommand.Global {
    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Parameters(paramLabel = "MODEL", description = RegistryAction.MODEL)
    String reference = "";

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    @Option(names = "--csv", description = "Print as CSV.")
    boolean csv;

    ModelsTrajectoryCommand(SessionFactory sessions) {
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
            ModelVersion version = RegistryAction.version(registry, reference);
            List<Checkpoint> checkpoints = registry.trajectory(version);
            if (json) {
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("model", version.reference());
                facts.put("checkpoints", checkpoints.stream().map(this::facts).toList());
                Listing.print(session, facts);
            } else if (checkpoints.isEmpty()) {
                session.remark(
                        version.reference() + " has no checkpoints: it was not trained here");
            } else if (csv) {
                CsvWriter.write(table(checkpoints), session.outputStream());
            } else {
                TextTable.of(table(checkpoints), checkpoints.size())
                        .lines()
                        .forEach(session::print);
            }
            return ExitCode.FINE;
        }
    }

    private Map<String, Object> facts(Checkpoint checkpoint) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("step", checkpoint.step());
        facts.put("metrics", checkpoint.metrics());
        return facts;
    }

    private static Table table(List<Checkpoint> checkpoints) {
        Table.Builder table = Table.builder("trajectory");
        table.column(
                Column.integers(
                        "step", checkpoints.stream().mapToDouble(Checkpoint::step).toArray()));
        TreeSet<String> metrics = new TreeSet<>();
        checkpoints.forEach(checkpoint -> metrics.addAll(checkpoint.metrics().keySet()));
        for (String metric : metrics) {
            table.column(
                    Column.reals(
                            metric,
                            checkpoints.stream()
                                    .mapToDouble(c -> c.metrics().getOrDefault(metric, Double.NaN))
                                    .toArray()));
        }
        return table.build();
    }
}

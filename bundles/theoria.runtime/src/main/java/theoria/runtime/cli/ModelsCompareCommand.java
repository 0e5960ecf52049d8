package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.registry.VersionComparison;
import theoria.core.study.result.Column;
import theoria.core.study.result.Table;
import theoria.core.study.writer.CsvWriter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code theoria models compare A B...}: registered versions side by side. */
@Command(
        name = "compare",
        description = "Facts and metrics of several registered models side by side.")
final class ModelsCompareCommand implements Callable<Integer>, TheoriaCommand.Global {
    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Parameters(arity = "2..*", paramLabel = "MODEL", description = RegistryAction.MODEL)
    List<String> references = new ArrayList<>();

    @Option(names = "--differences", description = "Only what differs.")
    boolean differences;

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    @Option(names = "--csv", description = "Print as CSV, one line per model.")
    boolean csv;

    ModelsCompareCommand(SessionFactory sessions) {
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
            List<ModelVersion> versions = new ArrayList<>();
            for (String reference : references) {
                versions.add(RegistryAction.version(registry, reference));
            }
            VersionComparison comparison = VersionComparison.of(versions);
            List<VersionComparison.Row> rows =
                    comparison.rows().stream()
                            .filter(row -> !differences || row.differs())
                            .toList();
            if (json) {
                Listing.print(session, facts(versions, rows));
            } else if (csv) {
                CsvWriter.write(columns(versions, rows), session.outputStream());
            } else {
                lines(versions, rows).forEach(session::print);
            }
            return ExitCode.FINE;
        }
    }

    private static List<String> lines(
            List<ModelVersion> versions, List<VersionComparison.Row> rows) {
        List<String> headings = new ArrayList<>(List.of(""));
        versions.forEach(version -> headings.add(version.reference()));
        TextTable table = new TextTable(headings.toArray(String[]::new));
        for (VersionComparison.Row row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.key()));
            row.values()
                    .forEach(value -> cells.add(value.map(ModelsCompareCommand::cell).orElse("-")));
            table.add(cells.toArray(String[]::new));
        }
        return table.lines();
    }

    private static String cell(Object value) {
        return value instanceof Double number
                ? TextTable.number(number)
                : value.toString().replaceAll("\\s+", " ");
    }

    private static Map<String, Object> facts(
            List<ModelVersion> versions, List<VersionComparison.Row> rows) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("models", versions.stream().map(ModelVersion::reference).toList());
        List<Map<String, Object>> list = new ArrayList<>();
        for (VersionComparison.Row row : rows) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("key", row.key());
            one.put("metric", row.kind() == VersionComparison.Kind.METRIC);
            one.put("differs", row.differs());
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = 0; i < versions.size(); i++) {
                String model = versions.get(i).reference();
                row.values().get(i).ifPresent(value -> values.put(model, value));
            }
            one.put("values", values);
            list.add(one);
        }
        facts.put("rows", list);
        return facts;
    }

    /** The comparison turned: a metric that a version does not have is NaN. */
    private static Table columns(List<ModelVersion> versions, List<VersionComparison.Row> rows) {
        Table.Builder table = Table.builder("comparison");
        table.column(
                Column.text(
                        "model",
                        versions.stream().map(ModelVersion::reference).toArray(String[]::new)));
        for (VersionComparison.Row row : rows) {
            table.column(column(row));
        }
        return table.build();
    }

    private static Column column(VersionComparison.Row row) {
        switch (row.kind()) {
            case COUNT:
                return Column.integers(row.key(), numbers(row.values()));
            case METRIC:
                return Column.reals(row.key(), numbers(row.values()));
            default:
                return Column.text(
                        row.key(),
                        row.values().stream()
                                .map(value -> value.map(Object::toString).orElse(""))
                                .toArray(String[]::new));
        }
    }

    private static double[] numbers(List<Optional<Object>> values) {
        return values.stream()
                .mapToDouble(value -> value.map(v -> ((Number) v).doubleValue()).orElse(Double.NaN))
                .toArray();
    }
}

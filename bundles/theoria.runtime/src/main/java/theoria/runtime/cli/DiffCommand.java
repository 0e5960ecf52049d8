package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.load.FormatException;
import theoria.core.model.registry.RegistryException;
import theoria.core.study.Run;
import theoria.core.study.StudyException;
import theoria.core.study.report.Report;
import theoria.core.study.result.Column;
import theoria.core.study.result.Table;
import theoria.core.study.writer.JsonWriter;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.job.StudyRequest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** {@code theoria diff A B}: what differs between models, and how they behave on data. */
@Command(
        name = "diff",
        description = {
            "Compare models: layers and weights; with --data also how they behave.",
            "Of three or more models each is compared with the first."
        })
final class DiffCommand implements Callable<Integer>, TheoriaCommand.Global {
    private static final String NETWORKS = "inspection.diff";
    private static final String BEHAVIOUR = "inspection.behaviour";

    /** Longer tables are for a file. */
    private static final int MOST_ROWS = 200;

    /** Headings of the columns that tell most, of tensors and of models. */
    private static final Set<String> SHOWN =
            Set.of(
                    "tensor",
                    "shape",
                    "differing",
                    "relative change",
                    "cosine",
                    "spectral change",
                    "model",
                    "parameters",
                    "right",
                    "accuracy",
                    "loss",
                    "mean margin");

    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Mixin final RunOptions options = new RunOptions();

    @Parameters(
            paramLabel = "MODEL",
            arity = "2..*",
            description = "Two or more models: files, names, name:version or name@alias.")
    List<String> compared = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "A file (the ending chooses the form) or a folder.")
    Optional<Path> output = Optional.empty();

    @Option(names = "--json", description = "Print the results as JSON.")
    boolean json;

    @Option(
            names = "--fail-on",
            paramLabel = "CONDITION",
            description = "Exit with 1 on a scalar key with < or >, as in churn>0.01.")
    List<String> failOn = new ArrayList<>();

    DiffCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call()
            throws UsageException,
                    FormatException,
                    RegistryException,
                    StudyException,
                    EngineException,
                    Cancelled,
                    IOException {
        try (Session session = sessions.open(global)) {
            List<FailOn> conditions = new ArrayList<>();
            for (String text : failOn) {
                conditions.add(FailOn.parse(text));
            }
            Optional<Output> target =
                    output.isEmpty()
                            ? Optional.empty()
                            : Optional.of(Output.of(output.get(), session.catalogue()));
            options.models.addAll(0, compared);
            List<Run> runs = runs(session);
            Report report = new Report("Difference of " + String.join(" and ", compared), runs);
            if (json) {
                JsonWriter.write(report, session.outputStream());
            }
            if (target.isPresent()) {
                List<Path> written = target.get().write(report);
                // after the JSON document nothing else may stand on standard output
                Consumer<String> out = json ? session::remark : session::print;
                written.forEach(file -> out.accept("wrote " + file));
            }
            return FailOn.any(session, conditions, runs) ? ExitCode.DRIFT : ExitCode.FINE;
        }
    }

    private List<Run> runs(Session session)
            throws UsageException,
                    FormatException,
                    RegistryException,
                    StudyException,
                    EngineException,
                    Cancelled {
        List<StudyEntry> studies = new ArrayList<>();
        studies.add(RunCommand.study(session, NETWORKS));
        if (!options.data.isEmpty()) {
            studies.add(RunCommand.study(session, BEHAVIOUR));
        }
        StudyRequest request = options.request(session);
        SharedParameters.requireKnown(studies, request);
        List<Run> runs = new ArrayList<>();
        for (StudyEntry study : studies) {
            Run run = session.run(study, SharedParameters.own(study, request));
            if (!json) {
                if (!runs.isEmpty()) {
                    session.print("");
                }
                RunCommand.summarise(session, run);
                tables(session, run);
            }
            runs.add(run);
        }
        return runs;
    }

    /** The tables that a terminal has room for; the others are in a file, with all columns. */
    private static void tables(Session session, Run run) {
        for (Table table : run.result().tables().values()) {
            List<Column> columns =
                    table.columns().stream().filter(c -> SHOWN.contains(c.title())).toList();
            if (columns.size() > 1 && table.rows() <= MOST_ROWS) {
                Table.Builder brief = Table.builder(table.title());
                columns.forEach(brief::column);
                session.print("");
                session.print(table.title());
                TextTable.of(brief.build(), MOST_ROWS).lines().forEach(session::print);
            }
        }
    }
}

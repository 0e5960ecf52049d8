package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.load.FormatException;
import theoria.core.model.registry.RegistryException;
import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.StudyException;
import theoria.core.study.report.Report;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Verdict;
import theoria.core.study.writer.JsonWriter;
import theoria.runtime.catalogue.StudyEntry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** {@code theoria run ID}: runs one study. */
@Command(name = "run", description = "Run a study on models and data.")
final class RunCommand implements Callable<Integer>, TheoriaCommand.Global {
    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Mixin final RunOptions options = new RunOptions();

    @Mixin final FreshOption fresh = new FreshOption();

    @Parameters(paramLabel = "ID", description = "The study; 'theoria studies' lists them.")
    String id = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "A file (the ending chooses the form) or a folder.")
    Optional<Path> output = Optional.empty();

    @Option(
            names = "--dry-run",
            description = "Only tell how long it would take, timed on this machine.")
    boolean dryRun;

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Option(
            names = "--fail-on",
            paramLabel = "CONDITION",
            description = "Exit with 1 on: verdict, score>50, or a scalar key with < or >.")
    List<String> failOn = new ArrayList<>();

    RunCommand(SessionFactory sessions) {
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
            StudyEntry study = study(session, id);
            List<FailOn> conditions = new ArrayList<>();
            for (String text : failOn) {
                conditions.add(FailOn.parse(text));
            }
            if (dryRun) {
                session.estimate(study, options.request(session));
                return ExitCode.FINE;
            }
            Optional<Output> target =
                    output.isEmpty()
                            ? Optional.empty()
                            : Optional.of(Output.of(output.get(), session.catalogue()));
            Run run = session.run(study, options.request(session), fresh);
            Report report = new Report(run.descriptor().title(), List.of(run));
            if (json) {
                JsonWriter.write(report, session.outputStream());
            } else {
                summarise(session, run);
            }
            if (target.isPresent()) {
                List<Path> written = target.get().write(report);
                // after the JSON document nothing else may stand on standard output
                Consumer<String> out = json ? session::remark : session::print;
                written.forEach(file -> out.accept("wrote " + file));
            }
            return FailOn.any(session, conditions, List.of(run)) ? ExitCode.DRIFT : ExitCode.FINE;
        }
    }

    /** The study of an identifier. */
    static StudyEntry study(Session session, String id) throws UsageException {
        session.catalogue().problems().forEach(session::remark);
        Optional<StudyEntry> study = session.catalogue().study(id);
        if (study.isEmpty()) {
            throw new UsageException(
                    "there is no study '"
                            + id
                            + "'; expected one of "
                            + String.join(
                                    ", ",
                                    session.catalogue().studies().stream()
                                            .map(StudyEntry::id)
                                            .toList()));
        }
        return study.get();
    }

    /** Prints what a person wants to know at once: numbers, claims, remarks. */
    static void summarise(Session session, Run run) {
        FlatResult flat = FlatResult.of(run.result());
        session.print(run.result().caption());
        if (!flat.scalars().isEmpty()) {
            numbers(flat).lines().forEach(session::print);
        }
        for (Verdict verdict : flat.verdicts()) {
            session.print(sentence(verdict));
        }
        flat.notes().forEach(session::remark);
        session.remark(how(run.provenance()));
    }

    private static TextTable numbers(FlatResult flat) {
        TextTable numbers = new TextTable("key", ">value");
        for (Map.Entry<String, Double> scalar : flat.scalars().entrySet()) {
            numbers.add(scalar.getKey(), TextTable.number(scalar.getValue()));
        }
        return numbers;
    }

    private static String sentence(Verdict verdict) {
        return (verdict.holds() ? "holds: " : "DOES NOT HOLD: ")
                + verdict.claim()
                + " ("
                + TextTable.number(verdict.measured())
                + " "
                + verdict.relation().sign()
                + " "
                + TextTable.number(verdict.expected())
                + (verdict.tolerance() == 0
                        ? ")"
                        : " within " + TextTable.number(verdict.tolerance()) + ")");
    }

    /** Engine, precision, time and cells of earlier runs; what used no engine has only a time. */
    private static String how(Provenance from) {
        String engine = from.text("engine");
        String cells = from.get("cells").map(words -> ", cells: " + words).orElse("");
        String seconds = from.text("seconds") + " s" + cells;
        return engine.isEmpty()
                ? seconds
                : "engine "
                        + engine
                        + ", "
                        + from.text("parameter.precision")
                        + " precision, "
                        + seconds;
    }
}

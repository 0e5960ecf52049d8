package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.load.FormatException;
import theoria.core.model.registry.RegistryException;
import theoria.core.study.Run;
import theoria.core.study.StudyException;
import theoria.core.study.report.Report;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.job.StudyRequest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** {@code theoria report}: the studies of a suite, in one report. */
@Command(name = "report", description = "Run a suite of studies and write one report.")
final class ReportCommand implements Callable<Integer>, TheoriaCommand.Global {
    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Mixin final RunOptions options = new RunOptions();

    @Mixin final FreshOption fresh = new FreshOption();

    @Option(
            names = "--suite",
            paramLabel = "NAME",
            description = "Which studies: a suite that the studies declare (default: default).")
    String suite = "default";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            required = true,
            description = "A file (the ending chooses the form) or a folder.")
    Path output = Path.of("");

    ReportCommand(SessionFactory sessions) {
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
            Output target = Output.of(output, session.catalogue());
            List<StudyEntry> studies = suite(session);
            StudyRequest request = options.request(session);
            if (request.models().isEmpty()) {
                throw new UsageException("a report needs --model");
            }
            List<Run> runs = runs(session, studies, request);
            if (runs.isEmpty()) {
                throw new StudyException("no study of suite '" + suite + "' can run on this input");
            }
            String title = "Report on " + request.models().get(0).name();
            target.write(new Report(title, runs)).forEach(file -> session.print("wrote " + file));
            return ExitCode.FINE;
        }
    }

    private List<StudyEntry> suite(Session session) throws UsageException {
        session.catalogue().problems().forEach(session::remark);
        List<StudyEntry> studies =
                session.catalogue().studies().stream()
                        .filter(entry -> entry.suites().contains(suite))
                        .toList();
        if (studies.isEmpty()) {
            TreeSet<String> known = new TreeSet<>();
            session.catalogue().studies().forEach(entry -> known.addAll(entry.suites()));
            throw new UsageException(
                    "there is no suite '"
                            + suite
                            + "'; expected one of "
                            + String.join(", ", known));
        }
        return studies;
    }

    private List<Run> runs(Session session, List<StudyEntry> studies, StudyRequest request)
            throws StudyException, EngineException, Cancelled, UsageException, RegistryException {
        List<Run> runs = new ArrayList<>();
        SharedParameters.requireKnown(studies, request);
        for (StudyEntry entry : studies) {
            StudyRequest own = SharedParameters.own(entry, request);
            Optional<String> obstacle = session.runner().obstacle(entry.study(), own);
            if (obstacle.isPresent()) {
                session.remark(entry.id() + " is left out: " + obstacle.get());
                continue;
            }
            if (!runs.isEmpty()) {
                session.print("");
            }
            runs.add(session.run(entry, own, fresh));
            RunCommand.summarise(session, runs.get(runs.size() - 1));
        }
        return runs;
    }
}

package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import theoria.core.model.data.Dataset;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.load.Model;
import theoria.core.model.registry.RegistryException;
import theoria.core.study.Run;
import theoria.core.study.StudyException;
import theoria.core.study.report.Report;
import theoria.core.study.report.ReportWriter;
import theoria.core.study.result.FlatResult;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.job.Demo;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.TrainingRunner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code theoria demo}: the main job on embedded data. */
@Command(
        name = "demo",
        description = {
            "Train, register, study and report on built-in digits.",
            "A LeNet is trained and registered with its checkpoints, the default suite of studies"
                    + " runs on it, and one report is written in every form that is installed.",
            "Samples and grids are smaller than the studies' defaults."
        })
final class DemoCommand implements Callable<Integer>, TheoriaCommand.Global {
    private static final List<String> FORMS = List.of("xlsx", "html", "json", "npz");

    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder of the report (default: theoria-demo).")
    Path output = Path.of("theoria-demo");

    DemoCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call()
            throws RegistryException,
                    StudyException,
                    EngineException,
                    Cancelled,
                    UsageException,
                    IOException {
        try (Session session = sessions.open(global)) {
            Dataset data = Demo.data();
            TrainingRunner.Outcome outcome = TrainCommand.train(session, Demo.training(data));
            Model model = session.workspace().registry().open(outcome.version());
            session.remark(
                    "trained "
                            + model.name()
                            + " by "
                            + outcome.trainer()
                            + "; the studies use "
                            + Demo.SAMPLES
                            + " samples and coarse grids, less than their defaults");
            List<Run> runs = new ArrayList<>();
            for (StudyEntry entry : Demo.studies(session.catalogue().studies())) {
                run(session, entry, request(entry, data, model)).ifPresent(runs::add);
            }
            summarise(session, runs);
            write(session, new Report("Theoria demo: " + model.name(), runs));
            return ExitCode.FINE;
        }
    }

    private static StudyRequest request(StudyEntry entry, Dataset data, Model model) {
        return Demo.run(entry.study().descriptor(), model.name(), data)
                .request(List.of(model), Optional.of(data));
    }

    private static Optional<Run> run(Session session, StudyEntry entry, StudyRequest request)
            throws StudyException, EngineException, Cancelled, RegistryException {
        Optional<String> obstacle = session.runner().obstacle(entry.study(), request);
        if (obstacle.isPresent()) {
            session.remark(entry.id() + " is left out: " + obstacle.get());
            return Optional.empty();
        }
        return Optional.of(session.run(entry, request));
    }

    private static void summarise(Session session, List<Run> runs) {
        TextTable table = new TextTable("study", "key", ">value", "verdicts");
        for (Run run : runs) {
            FlatResult flat = FlatResult.of(run.result());
            long holding = flat.verdicts().stream().filter(v -> v.holds()).count();
            String verdicts =
                    flat.verdicts().isEmpty()
                            ? ""
                            : holding + " of " + flat.verdicts().size() + " hold";
            String study = run.descriptor().id();
            if (flat.scalars().isEmpty()) {
                table.add(study, flat.arrays().size() + " arrays", "", verdicts);
            }
            for (Map.Entry<String, Double> scalar : flat.scalars().entrySet()) {
                table.add(study, scalar.getKey(), TextTable.number(scalar.getValue()), verdicts);
                study = "";
                verdicts = "";
            }
        }
        table.lines().forEach(session::print);
    }

    private void write(Session session, Report report) throws IOException {
        Files.createDirectories(output);
        for (String form : FORMS) {
            Optional<ReportWriter> writer =
                    session.catalogue().writers().stream()
                            .filter(w -> w.extensions().contains(form))
                            .findFirst();
            if (writer.isPresent()) {
                Path target = output.resolve("report." + form);
                writer.get().write(report, target).forEach(file -> session.print("wrote " + file));
            }
        }
    }
}

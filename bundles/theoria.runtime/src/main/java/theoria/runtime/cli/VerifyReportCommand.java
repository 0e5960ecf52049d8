package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.load.FormatException;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.StudyException;
import theoria.core.study.report.Report;
import theoria.core.study.report.ReportVerifier;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.job.Recomputation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** {@code theoria verify-report FILE}: recomputes every number of a stored report. */
@Command(
        name = "verify-report",
        description = {
            "Recompute a workbook's numbers and list those that drifted.",
            "On the machine that made it bits must agree, elsewhere 1e-4 relative."
        })
final class VerifyReportCommand implements Callable<Integer>, TheoriaCommand.Global {
    private static final double ELSEWHERE = 1e-4;

    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Parameters(paramLabel = "FILE", description = "A workbook written by Theoria.")
    Path file = Path.of("");

    @Option(
            names = {"--model", "--model2"},
            paramLabel = "M",
            description = "Where the model is now; repeats, in the order of the run's models.")
    List<String> models = new ArrayList<>();

    @Option(names = "--data", paramLabel = "D", description = "Where the data is now.")
    Optional<String> data = Optional.empty();

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    VerifyReportCommand(SessionFactory sessions) {
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
            if (!Files.isRegularFile(file)) {
                throw new FormatException("there is no file '" + file + "'; expected a workbook");
            }
            ReportVerifier verifier = verifier(session);
            List<Provenance> recorded = verifier.runs(file);
            List<Run> runs = new ArrayList<>();
            for (Provenance provenance : recorded) {
                runs.add(rerun(session, provenance));
            }
            double tolerance = sameMachine(recorded, runs) ? 0 : ELSEWHERE;
            if (tolerance > 0) {
                session.remark("made on another machine: numbers may differ by 1e-4 relative");
            }
            Path scratch = Files.createTempDirectory("theoria");
            try {
                Report fresh = new Report("", runs);
                Set<String> trainings = trainings(session, recorded);
                ReportVerifier.Comparison comparison =
                        verifier.compare(file, fresh, scratch, tolerance);
                comparison.remarks().forEach(session::remark);
                if (json) {
                    Listing.print(session, facts(comparison, trainings, tolerance));
                } else {
                    trainings.forEach(t -> session.print("not verified: " + t));
                    report(session, comparison);
                }
                return comparison.drifts().isEmpty() ? ExitCode.FINE : ExitCode.DRIFT;
            } finally {
                Files.delete(scratch);
            }
        }
    }

    private ReportVerifier verifier(Session session) throws UsageException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        for (ReportVerifier verifier : session.catalogue().verifiers()) {
            if (verifier.extensions().stream().anyMatch(e -> name.endsWith("." + e))) {
                return verifier;
            }
        }
        throw new UsageException("'" + file + "' cannot be verified; expected .xlsx");
    }

    private Run rerun(Session session, Provenance recorded)
            throws UsageException,
                    FormatException,
                    RegistryException,
                    StudyException,
                    EngineException,
                    Cancelled {
        StudyEntry study = RunCommand.study(session, recorded.text("study"));
        String version = study.study().descriptor().version();
        if (!version.equals(recorded.text("study_version"))) {
            session.remark(
                    study.id()
                            + " is now version "
                            + version
                            + ", the report was made with "
                            + recorded.text("study_version"));
        }
        Recomputation recomputation =
                new Recomputation(session.models(), session.data(), session.workspace());
        try (ProgressLine progress = session.progressLine()) {
            progress.title("Recomputing " + study.study().descriptor().title());
            return session.runner()
                    .run(
                            study.study(),
                            recomputation.request(recorded, models, data),
                            Optional.empty(),
                            session.control(),
                            progress);
        }
    }

    private static boolean sameMachine(List<Provenance> recorded, List<Run> runs) {
        for (int i = 0; i < runs.size(); i++) {
            Provenance now = runs.get(i).provenance();
            for (String key : now.entries().keySet()) {
                boolean matters =
                        key.equals("machine") || key.equals("java") || key.startsWith("engine");
                if (matters && !now.text(key).equals(recorded.get(i).text(key))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Trainings are not repeated; a phrase for each model that came from one. */
    private static Set<String> trainings(Session session, List<Provenance> recorded)
            throws RegistryException {
        Set<String> phrases = new LinkedHashSet<>();
        if (!session.workspace().exists()) {
            return phrases;
        }
        List<ModelVersion> versions = session.workspace().registry().versions();
        for (Provenance provenance : recorded) {
            for (ModelVersion version : versions) {
                if (version.lineage().kind() == Lineage.Kind.TRAINED
                        && provenance.entries().containsValue(version.hash())) {
                    phrases.add("the training of " + version.reference());
                }
            }
        }
        return phrases;
    }

    private static Map<String, Object> facts(
            ReportVerifier.Comparison comparison, Set<String> trainings, double tolerance) {
        List<Map<String, Object>> drifts = new ArrayList<>();
        for (ReportVerifier.Drift drift : comparison.drifts()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("cell", drift.cell());
            row.put("stored", drift.stored());
            row.put("recomputed", drift.recomputed());
            drifts.add(row);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("holds", drifts.isEmpty());
        facts.put("numbers", comparison.numbers());
        facts.put("formulas", comparison.formulas());
        facts.put("tolerance", tolerance);
        facts.put("drifts", drifts);
        facts.put("not_verified", List.copyOf(trainings));
        return facts;
    }

    private static void report(Session session, ReportVerifier.Comparison comparison) {
        if (comparison.drifts().isEmpty()) {
            session.print(
                    "every number holds: "
                            + comparison.numbers()
                            + " numbers, "
                            + comparison.formulas()
                            + " formulas");
            return;
        }
        TextTable table = new TextTable("cell", "stored", "recomputed");
        comparison.drifts().forEach(d -> table.add(d.cell(), d.stored(), d.recomputed()));
        table.lines().forEach(session::print);
        session.print(
                comparison.drifts().size()
                        + " of "
                        + (comparison.numbers() + comparison.formulas())
                        + " numbers and formulas do not hold");
    }
}

package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import theoria.core.model.registry.GarbageReport;
import theoria.core.model.registry.GarbageRules;
import theoria.core.model.registry.RegistryException;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code theoria registry gc}: destroys what nothing refers to. */
@Command(
        name = "gc",
        description = {
            "Destroy blobs that nothing refers to and files of killed writers.",
            "Removed versions can be restored and keep their blobs, unless --forget gives them up."
        })
final class RegistryGcCommand implements Callable<Integer>, TheoriaCommand.Global {
    private static final int MOST_DAYS = 100_000;

    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Option(names = "--dry-run", description = "Only tell what would be destroyed.")
    boolean dryRun;

    @Option(
            names = "--forget",
            paramLabel = "DAYS",
            description = {
                "Destroy for good also versions that were removed at least so many days ago; 0"
                        + " takes all of them."
            })
    Optional<Integer> forget = Optional.empty();

    @Option(
            names = "--min-age",
            paramLabel = "MINUTES",
            description = "Leave younger files alone (default: 60).")
    int age = (int) GarbageRules.USUAL_AGE.toMinutes();

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    RegistryGcCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call() throws RegistryException, UsageException {
        require("--min-age", age);
        require("--forget", forget.orElse(0));
        try (Session session = sessions.open(global)) {
            GarbageReport report =
                    RegistryAction.registry(session)
                            .collectGarbage(
                                    new GarbageRules(
                                            dryRun,
                                            Duration.ofMinutes(age),
                                            forget.map(Duration::ofDays)));
            if (json) {
                Listing.print(session, facts(report));
            } else {
                lines(session, report);
            }
            return ExitCode.FINE;
        }
    }

    private static void require(String option, int value) throws UsageException {
        if (value < 0 || value > MOST_DAYS) {
            throw new UsageException(option + " is " + value + ", not from 0 to " + MOST_DAYS);
        }
    }

    private void lines(Session session, GarbageReport report) {
        report.versions().forEach(version -> session.print("version " + version));
        report.blobs().forEach(blob -> session.print(line("blob", blob)));
        report.temporary().forEach(file -> session.print(line("temporary file", file)));
        session.print(
                (dryRun ? "would destroy " : "destroyed ")
                        + report.versions().size()
                        + " versions, "
                        + report.blobs().size()
                        + " blobs and "
                        + report.temporary().size()
                        + " temporary files: "
                        + report.bytes()
                        + " bytes");
    }

    private static String line(String kind, GarbageReport.File file) {
        return kind + " " + file.name() + ": " + file.bytes() + " bytes";
    }

    private Map<String, Object> facts(GarbageReport report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("dry_run", dryRun);
        facts.put("versions", report.versions());
        facts.put("blobs", files(report.blobs()));
        facts.put("temporary", files(report.temporary()));
        facts.put("bytes", report.bytes());
        return facts;
    }

    private static List<Map<String, Object>> files(List<GarbageReport.File> files) {
        return files.stream()
                .map(file -> Map.<String, Object>of("name", file.name(), "bytes", file.bytes()))
                .toList();
    }
}

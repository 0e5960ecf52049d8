package theoria.runtime.cli;

import theoria.core.model.data.Dataset;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.load.FormatException;
import theoria.core.model.registry.RegistryException;
import theoria.core.study.CostEstimate;
import theoria.core.study.Run;
import theoria.core.study.Study;
import theoria.core.study.StudyException;
import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.cells.CellStore;
import theoria.runtime.job.Advice;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunHistory;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.StudyRunner;
import theoria.runtime.source.DataSources;
import theoria.runtime.source.ModelSources;
import theoria.runtime.source.Workspace;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One command at work: what is installed, the workspace, and where it writes. */
final class Session implements AutoCloseable {
    private static final Advice ADVICE = new Advice("give --model", "give --data");

    /** Runs that take longer are announced. */
    private static final double LONG_SECONDS = 20;

    private final Console console;
    private final Catalogue catalogue;
    private final GlobalOptions options;
    private final RunControl control;
    private final Workspace workspace;
    private final StudyRunner runner;

    Session(Console console, Catalogue catalogue, GlobalOptions options, RunControl control) {
        this.console = console;
        this.catalogue = catalogue;
        this.options = options;
        this.control = control;
        this.workspace = new Workspace(Workspace.locate(options.workspace, console.environment()));
        this.runner = new StudyRunner(catalogue, options.threads, ADVICE);
    }

    Catalogue catalogue() {
        return catalogue;
    }

    Map<String, String> environment() {
        return console.environment();
    }

    Workspace workspace() {
        return workspace;
    }

    RunControl control() {
        return control;
    }

    ModelSources models() {
        return new ModelSources(catalogue, workspace);
    }

    DataSources data() {
        return new DataSources(catalogue.datasetLoaders());
    }

    StudyRunner runner() {
        return runner;
    }

    /** Runs a study as {@link #run(StudyEntry, StudyRequest, FreshOption)} usually does. */
    Run run(StudyEntry entry, StudyRequest request)
            throws StudyException, EngineException, Cancelled, RegistryException {
        return run(entry, request, new FreshOption());
    }

    /**
     * Runs a study with a progress line. A run on registered models is remembered in the registry
     * and continues where an interrupted one of the same request stopped; where there is a
     * workspace, cells of landscapes are shared with earlier runs. Unless it is to be fresh.
     */
    Run run(StudyEntry entry, StudyRequest request, FreshOption option)
            throws StudyException, EngineException, Cancelled, RegistryException {
        Study study = entry.study();
        announce(study, request);
        try (ProgressLine progress = progressLine()) {
            progress.title(study.descriptor().title());
            StudyRunner runner =
                    workspace.exists() && !option.fresh
                            ? runner().with(CellStore.of(workspace, this::remark))
                            : runner();
            if (workspace.exists()) {
                RunHistory history = new RunHistory(workspace.registry(), runner, option.fresh);
                if (history.covers(request)) {
                    return history.run(study, request, control, progress);
                }
            }
            return runner.run(study, request, Optional.empty(), control, progress);
        }
    }

    /** Says beforehand what a long run will cost. */
    private void announce(Study study, StudyRequest request) throws Cancelled {
        if (options.quiet || runner().obstacle(study, request).isPresent()) {
            return; // the run will say so
        }
        CostEstimate cost = runner().estimate(study, request, control);
        if (wall(cost) >= LONG_SECONDS) {
            remark(study.descriptor().id() + " may take " + words(cost));
        }
    }

    private double wall(CostEstimate cost) {
        return cost.seconds() / runner().threads();
    }

    private String words(CostEstimate cost) {
        return TextTable.duration(wall(cost)) + ": " + cost.basis();
    }

    /**
     * Says what a run would cost, and does not run.
     *
     * @throws StudyException if it could not run
     */
    void estimate(StudyEntry entry, StudyRequest request) throws StudyException, Cancelled {
        Study study = entry.study();
        Optional<String> obstacle = runner().obstacle(study, request);
        if (obstacle.isPresent()) {
            throw new StudyException(obstacle.get());
        }
        CostEstimate cost = runner().timed(study, request, control);
        print(
                String.format(
                        Locale.ROOT,
                        "%s would take about %s, %,.0f MB",
                        study.descriptor().id(),
                        words(cost),
                        Math.max(1, cost.bytes() / 1e6)));
    }

    ProgressLine progressLine() {
        return new ProgressLine(console, options.quiet);
    }

    /** A result line on standard output. */
    void print(String line) {
        console.out().println(line);
    }

    /** Standard output, for writers. */
    java.io.OutputStream outputStream() {
        return console.out();
    }

    /** A remark on standard error, unless the person wants quiet. */
    void remark(String sentence) {
        if (!options.quiet) {
            console.err().println("theoria: " + sentence);
            console.err().flush();
        }
    }

    /**
     * The data set of one or more references: later ones add the splits that are missing.
     *
     * @throws UsageException if two give the same split
     */
    Optional<Dataset> data(List<String> references) throws FormatException, UsageException {
        try {
            Optional<Dataset> joined = data().resolve(references);
            joined.ifPresent(dataset -> dataset.remarks().forEach(this::remark));
            return joined;
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        console.out().flush();
        console.err().flush();
        workspace.close();
    }
}

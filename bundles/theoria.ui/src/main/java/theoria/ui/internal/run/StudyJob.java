package theoria.ui.internal.run;

import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.ISchedulingRule;
import org.eclipse.core.runtime.jobs.Job;

import theoria.core.model.data.Dataset;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;
import theoria.core.model.registry.RegistryException;
import theoria.core.study.Run;
import theoria.core.study.StudyException;
import theoria.core.study.parameter.ParameterException;
import theoria.core.study.result.Result;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.cells.CellStore;
import theoria.runtime.job.RunHistory;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.RunSpec;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.StudyRunner;
import theoria.runtime.source.Sources;
import theoria.ui.internal.desk.Desk;
import theoria.ui.internal.desk.OneAtATime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs one study in the background. A study uses all cores, so one goes after the other. */
final class StudyJob extends Job {
    /** Held by whatever computes; those who come later wait. */
    static final ISchedulingRule ONE_AT_A_TIME = new OneAtATime();

    private final RunBoard board;
    private final Desk desk;
    private final RunEntry entry;
    private final RunSpec spec;

    StudyJob(RunBoard board, Desk desk, RunEntry entry, RunSpec spec) {
        super(entry.title());
        this.board = board;
        this.desk = desk;
        this.entry = entry;
        this.spec = spec;
        setRule(ONE_AT_A_TIME);
        setPriority(LONG);
        setSystem(true); // the window shows runs itself
    }

    @Override
    protected void canceling() {
        entry.control().cancel();
    }

    @Override
    protected IStatus run(IProgressMonitor monitor) {
        if (entry.control().cancelled()) {
            stop();
            return Status.CANCEL_STATUS;
        }
        try {
            entry.enter(RunEntry.State.READING);
            board.changed(entry);
            entry.finish(run(desk.sources().orElseThrow(StudyJob::noRegistry)));
        } catch (Cancelled e) {
            stop();
            return Status.CANCEL_STATUS;
        } catch (StudyException
                | EngineException
                | FormatException
                | RegistryException
                | ShapeException
                | ParameterException e) {
            entry.fail(String.valueOf(e.getMessage()), null);
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            // a study of a plug-in may throw anything; it must not take the window along
            entry.fail(entry.title() + " failed: " + e, e);
            log(e);
        } finally {
            board.changed(entry);
            desk.runsChanged();
        }
        return Status.OK_STATUS;
    }

    private static StudyException noRegistry() {
        return new StudyException("no registry of models is open");
    }

    private void stop() {
        if (entry.id().isEmpty()) {
            entry.fail("Stopped before it began.", null);
        } else {
            entry.enter(RunEntry.State.STOPPED);
        }
        board.changed(entry);
    }

    private static void log(Throwable e) {
        ILog log = Platform.getLog(StudyJob.class);
        log.error("A study failed: " + e, e);
    }

    private Run run(Sources sources)
            throws StudyException, EngineException, Cancelled, FormatException, RegistryException {
        StudyEntry study =
                desk.catalogue()
                        .study(spec.study())
                        .orElseThrow(
                                () ->
                                        new StudyException(
                                                "study " + spec.study() + " is not installed"));
        List<Model> models = new ArrayList<>();
        for (String reference : spec.models()) {
            models.add(sources.model(reference));
        }
        Optional<Dataset> data = sources.data(spec.data());
        StudyRequest request = spec.request(models, data);
        StudyRunner runner =
                desk.runner()
                        .with(CellStore.of(sources.workspace(), Platform.getLog(getClass())::warn));
        RunHistory history = new RunHistory(sources.workspace().registry(), runner);
        if (history.covers(request)) {
            return history.run(study.study(), request, entry.control(), new Follower());
        }
        entry.enter(RunEntry.State.RUNNING);
        return runner.run(
                study.study(), request, Optional.empty(), entry.control(), new Follower());
    }

    /** Passes on what the run tells. */
    private final class Follower implements RunListener {
        @Override
        public void begins(String id) {
            entry.begin(id);
            board.changed(entry);
        }

        @Override
        public void continues(Instant kept) {
            board.changed(entry);
        }

        @Override
        public void progress(double fraction, String what) {
            entry.progress(fraction, what);
            board.changed(entry);
        }

        @Override
        public void partial(Result result) {
            entry.partial(result);
            board.changed(entry);
        }
    }
}

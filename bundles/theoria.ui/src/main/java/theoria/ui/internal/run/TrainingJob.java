package theoria.ui.internal.run;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.InputContract;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;
import theoria.core.model.registry.RegistryException;
import theoria.core.study.StudyException;
import theoria.runtime.job.LiveTraining;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.TrainingFields;
import theoria.runtime.job.TrainingRequest;
import theoria.runtime.job.TrainingRunner;
import theoria.runtime.source.Sources;
import theoria.ui.internal.desk.Desk;

import java.util.List;
import java.util.Optional;

/**
 * Trains a network in the background; its curves are a result that grows. Stopped, it goes on at
 * its last checkpoint.
 */
final class TrainingJob extends Job {
    private final RunBoard board;
    private final Desk desk;
    private final RunEntry entry;
    private final TrainingWish wish;

    TrainingJob(RunBoard board, Desk desk, RunEntry entry, TrainingWish wish) {
        super(entry.title());
        this.board = board;
        this.desk = desk;
        this.entry = entry;
        this.wish = wish;
        setRule(StudyJob.ONE_AT_A_TIME);
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
            entry.enter(RunEntry.State.STOPPED); // while it waited
            board.changed(entry);
            return Status.CANCEL_STATUS;
        }
        try {
            entry.enter(RunEntry.State.READING);
            board.changed(entry);
            train(desk.sources().orElseThrow(TrainingJob::noRegistry));
            entry.done();
            desk.refresh();
        } catch (Cancelled e) {
            entry.enter(RunEntry.State.STOPPED);
            return Status.CANCEL_STATUS;
        } catch (StudyException
                | EngineException
                | FormatException
                | RegistryException
                | IllegalArgumentException e) {
            entry.fail(String.valueOf(e.getMessage()), null);
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            entry.fail("Training failed: " + e, e);
            Platform.getLog(TrainingJob.class).error("Training failed: " + e, e);
        } finally {
            board.changed(entry);
            desk.runsChanged();
        }
        return Status.OK_STATUS;
    }

    private static StudyException noRegistry() {
        return new StudyException("no registry of models is open");
    }

    private void train(Sources sources)
            throws StudyException, EngineException, Cancelled, FormatException, RegistryException {
        Dataset data = sources.data(List.of(wish.data())).orElseThrow(TrainingJob::noRegistry);
        TrainingFields fields = new TrainingFields(wish.fields());
        Optional<Model> start =
                wish.registered() ? Optional.of(start(sources, data, fields)) : Optional.empty();
        TrainingRequest request =
                new TrainingRequest(
                        wish.name(),
                        wish.start(),
                        start,
                        fields.initialisation(),
                        data,
                        start.map(Model::contract).orElse(InputContract.IDENTITY),
                        fields.spec(),
                        fields.options());
        entry.enter(RunEntry.State.RUNNING);
        board.changed(entry);
        TrainingRunner runner =
                new TrainingRunner(
                        desk.catalogue(), sources.workspace().registry(), desk.runner().threads());
        TrainingRunner.Outcome outcome =
                runner.train(request, entry.control(), progress(), curves());
        desk.later(() -> desk.choose(List.of(outcome.version().reference())));
    }

    private Model start(Sources sources, Dataset data, TrainingFields fields)
            throws FormatException, RegistryException {
        Model model = sources.model(wish.start());
        return wish.newHead()
                ? TrainingRequest.withNewHead(
                        model, data, fields.initialisation(), fields.spec().seed())
                : model;
    }

    private RunListener progress() {
        return new RunListener() {
            @Override
            public void progress(double fraction, String what) {
                entry.progress(fraction, what);
                board.changed(entry);
            }
        };
    }

    private LiveTraining curves() {
        return new LiveTraining(
                wish.name(),
                result -> {
                    entry.partial(result);
                    board.changed(entry);
                });
    }
}

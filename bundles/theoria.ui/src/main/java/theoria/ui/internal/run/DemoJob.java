package theoria.ui.internal.run;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;

import theoria.core.model.data.Dataset;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.RegistryException;
import theoria.core.study.StudyException;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.job.Demo;
import theoria.runtime.job.LiveTraining;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.TrainingRunner;
import theoria.ui.internal.desk.Desk;

import java.util.List;
import java.util.function.Consumer;

/** The demo in the window: trains on built-in digits, then begins the studies of the suite. */
public final class DemoJob extends Job {
    private final RunBoard board = RunBoard.get();
    private final Desk desk = Desk.get();
    private final Consumer<String> trained;
    private final RunEntry entry;

    /** Tells the reference of the trained model on the thread of the window. */
    public DemoJob(Consumer<String> trained) {
        super("Demo");
        this.trained = trained;
        this.entry = board.add("Training on built-in digits");
        setRule(StudyJob.ONE_AT_A_TIME);
        setSystem(true);
    }

    @Override
    protected void canceling() {
        entry.control().cancel();
    }

    @Override
    protected IStatus run(IProgressMonitor monitor) {
        try {
            ModelRegistry registry =
                    desk.registry().orElseThrow(() -> new StudyException("no registry is open"));
            entry.enter(RunEntry.State.RUNNING);
            board.changed(entry);
            Dataset data = Demo.data();
            TrainingRunner runner =
                    new TrainingRunner(desk.catalogue(), registry, desk.runner().threads());
            TrainingRunner.Outcome outcome =
                    runner.train(Demo.training(data), entry.control(), follower(), curves());
            entry.enter(RunEntry.State.FINISHED);
            String model = outcome.version().reference();
            desk.refresh();
            desk.later(() -> study(model, data));
        } catch (Cancelled e) {
            entry.fail("Stopped; run the demo again to go on.", null);
            return Status.CANCEL_STATUS;
        } catch (StudyException | EngineException | RegistryException e) {
            entry.fail(String.valueOf(e.getMessage()), null);
        } catch (RuntimeException | LinkageError e) {
            entry.fail("Training failed: " + e, e);
            Platform.getLog(DemoJob.class).error("Training failed: " + e, e);
        } finally {
            board.changed(entry);
        }
        return Status.OK_STATUS;
    }

    private LiveTraining curves() {
        return new LiveTraining(
                "a LeNet on built-in digits",
                result -> {
                    entry.partial(result);
                    board.changed(entry);
                });
    }

    private RunListener follower() {
        return new RunListener() {
            @Override
            public void progress(double fraction, String what) {
                entry.progress(fraction, what);
                board.changed(entry);
            }
        };
    }

    private void study(String model, Dataset data) {
        desk.chooseData(data.origin());
        List<StudyEntry> studies = Demo.studies(desk.catalogue().studies());
        for (StudyEntry study : studies) {
            boolean enough = study.study().descriptor().models().least() <= 1;
            if (enough) {
                board.start(Demo.run(study.study().descriptor(), model, data));
            }
        }
        trained.accept(model);
    }
}

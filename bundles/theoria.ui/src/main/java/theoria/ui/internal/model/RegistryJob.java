package theoria.ui.internal.model;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.ISchedulingRule;
import org.eclipse.core.runtime.jobs.Job;

import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.RegistryException;
import theoria.ui.internal.desk.Desk;
import theoria.ui.internal.desk.OneAtATime;

import java.util.function.Consumer;

/**
 * Work on the registry off the thread of the window; one after the other, in the order in which it
 * was asked for.
 *
 * @param <T> what comes of it
 */
public final class RegistryJob<T> extends Job {
    private static final ISchedulingRule IN_ORDER = new OneAtATime();

    private final Desk desk = Desk.get();
    private final ModelRegistry registry;
    private final Work<T> work;
    private final Consumer<T> done;
    private final Consumer<String> refused;

    /**
     * Something the registry does.
     *
     * @param <T> what comes of it
     */
    interface Work<T> {
        T on(ModelRegistry registry) throws RegistryException;
    }

    /**
     * Describes the work; to be scheduled.
     *
     * @param done gets what comes of it, on the thread of the window
     * @param refused gets the sentence why it was not done, on the thread of the window
     */
    RegistryJob(
            String name,
            ModelRegistry registry,
            Work<T> work,
            Consumer<T> done,
            Consumer<String> refused) {
        super(name);
        this.registry = registry;
        this.work = work;
        this.done = done;
        this.refused = refused;
        setRule(IN_ORDER);
    }

    /** Whether any of it is still to be done. */
    public static boolean pending() {
        return Job.getJobManager().find(RegistryJob.class).length > 0;
    }

    @Override
    public boolean belongsTo(Object family) {
        return family == RegistryJob.class;
    }

    @Override
    protected IStatus run(IProgressMonitor monitor) {
        try {
            T result = work.on(registry);
            desk.later(() -> done.accept(result));
        } catch (RegistryException | IllegalArgumentException e) {
            refuse(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            Platform.getLog(RegistryJob.class).error(getName() + " failed: " + e, e);
            refuse(getName() + " failed: " + e);
        } finally {
            desk.refresh();
        }
        return Status.OK_STATUS;
    }

    private void refuse(String sentence) {
        desk.later(() -> refused.accept(sentence));
    }
}

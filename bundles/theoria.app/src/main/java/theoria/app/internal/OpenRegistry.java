package theoria.app.internal;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.jspecify.annotations.Nullable;

import theoria.core.model.registry.RegistryException;
import theoria.runtime.source.RegistryService;
import theoria.runtime.source.Workspace;

/** Opens the registry of the workspace after the window is there, so that the window is quick. */
final class OpenRegistry extends Job implements AutoCloseable {
    private final Workspace workspace;
    private boolean closed;
    private @Nullable RegistryService service;

    OpenRegistry(Workspace workspace) {
        super("Opening the registry of models");
        this.workspace = workspace;
        setSystem(true);
    }

    @Override
    protected synchronized IStatus run(IProgressMonitor monitor) {
        if (closed) {
            return Status.CANCEL_STATUS;
        }
        try {
            service = RegistryService.publish(workspace);
            return Status.OK_STATUS;
        } catch (RegistryException e) {
            return Status.error(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (service != null) {
            service.close();
        }
    }
}

package theoria.app.internal;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.equinox.p2.ui.Policy;
import org.eclipse.equinox.p2.ui.ProvisioningUI;
import org.jspecify.annotations.Nullable;

import theoria.runtime.plugin.PluginException;
import theoria.runtime.plugin.PluginManager;

/**
 * Fits p2's dialogues to the product. What they list as installed can be removed there: the
 * plug-ins, not the product. What they remove runs until the window is closed, and p2 spares its
 * files; they are deleted then.
 */
final class PluginDialogues extends Job implements AutoCloseable {
    private @Nullable PluginManager atStart;

    PluginDialogues() {
        super("Finding the plug-ins");
        setSystem(true);
    }

    @Override
    protected synchronized IStatus run(IProgressMonitor monitor) {
        Policy policy = ProvisioningUI.getDefaultUI().getPolicy();
        policy.setVisibleInstalledIUQuery(PluginManager.plugins());
        try {
            atStart = PluginManager.open();
            return Status.OK_STATUS;
        } catch (PluginException e) {
            // not an installed product: there is nothing to remove
            return Status.info(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public synchronized void close() {
        if (atStart == null) {
            return;
        }
        try {
            atStart.cleanUp();
        } catch (PluginException e) {
            Platform.getLog(PluginDialogues.class).warn(String.valueOf(e.getMessage()), e);
        }
    }
}

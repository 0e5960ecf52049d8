package theoria.ui.internal.viewer;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.BackingStoreException;
import org.osgi.service.prefs.Preferences;

/** Whether a person wants parts of results all at once; kept with the workspace. */
final class PartsChoice {
    private static final String NODE = "theoria.ui/parts";
    private static final String DASHBOARD = "dashboard";

    private PartsChoice() {}

    static boolean dashboard() {
        return stored().getBoolean(DASHBOARD, false);
    }

    static void choose(boolean dashboard) {
        stored().putBoolean(DASHBOARD, dashboard);
        Job.createSystem("Keeping the form of results", (ICoreRunnable) monitor -> keep())
                .schedule();
    }

    private static Preferences stored() {
        return InstanceScope.INSTANCE.getNode(NODE);
    }

    private static void keep() throws CoreException {
        try {
            stored().flush();
        } catch (BackingStoreException e) {
            throw new CoreException(Status.error("the form of results cannot be kept", e));
        }
    }
}

package theoria.ui.internal.desk;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.BackingStoreException;

/**
 * Small things that are remembered with the workspace, such as a choice: known at once, written in
 * a job, for the disk may be slow.
 */
public final class Kept {
    private static final String ROOT = "theoria.ui";
    private static final Job WRITING =
            Job.createSystem("Keeping choices", (ICoreRunnable) monitor -> write());

    private final IEclipsePreferences node;

    /** What belongs together under this name. */
    public Kept(String name) {
        node = InstanceScope.INSTANCE.getNode(ROOT + "/" + name);
    }

    /** The text of this key, or the other if nothing is kept. */
    public String text(String key, String otherwise) {
        return node.get(key, otherwise);
    }

    /** Keeps a text. */
    public void keep(String key, String text) {
        if (!text.equals(node.get(key, null))) {
            node.put(key, text);
            WRITING.schedule();
        }
    }

    /** Whether something is still to be written: the end of the window waits for it. */
    public static boolean pending() {
        return WRITING.getState() != Job.NONE;
    }

    private static void write() throws CoreException {
        try {
            InstanceScope.INSTANCE.getNode(ROOT).flush();
        } catch (BackingStoreException e) {
            throw new CoreException(Status.error("choices cannot be kept in the workspace", e));
        }
    }
}

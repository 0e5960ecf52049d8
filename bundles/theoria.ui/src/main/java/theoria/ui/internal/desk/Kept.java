package theoria.ui.internal.desk;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.BackingStoreException;

import java.io.IOException;
import java.io.UncheckedIOException;

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

    /**
     * Writes what is not written yet, for the end of the window.
     *
     * @throws UncheckedIOException if the workspace cannot be written
     */
    public static void write() {
        try {
            InstanceScope.INSTANCE.getNode(ROOT).flush();
        } catch (BackingStoreException e) {
            throw new UncheckedIOException(
                    new IOException("choices cannot be kept in the workspace", e));
        }
    }
}

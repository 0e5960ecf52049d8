package theoria.ui.internal.model;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.BackingStoreException;
import org.osgi.service.prefs.Preferences;

/** The metric in the list of models: accuracy, or the one that was chosen for this workspace. */
final class ShownMetric {
    private static final String NODE = "theoria.ui/models";
    private static final String METRIC = "metric";
    private static final String USUAL = "accuracy";

    private final Preferences stored = InstanceScope.INSTANCE.getNode(NODE);
    private final Runnable changed;

    /** Runs something when another one was chosen. */
    ShownMetric(Runnable changed) {
        this.changed = changed;
    }

    String name() {
        return stored.get(METRIC, USUAL);
    }

    void choose(String name) {
        stored.put(METRIC, name);
        try {
            stored.flush();
        } catch (BackingStoreException e) {
            throw new IllegalStateException("the choice of the metric cannot be kept", e);
        }
        changed.run();
    }
}

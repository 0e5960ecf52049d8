package theoria.ui.internal.model;

import theoria.ui.internal.desk.Kept;

/** The metric in the list of models: accuracy, or the one that was chosen for this workspace. */
final class ShownMetric {
    private static final String METRIC = "metric";
    private static final String USUAL = "accuracy";

    private final Kept kept = new Kept("models");
    private final Runnable changed;

    /** Runs something when another one was chosen. */
    ShownMetric(Runnable changed) {
        this.changed = changed;
    }

    String name() {
        return kept.text(METRIC, USUAL);
    }

    void choose(String name) {
        kept.keep(METRIC, name);
        changed.run();
    }
}

package theoria.ui.viewers;

import theoria.core.study.Provenance;
import theoria.core.study.result.Result;
import theoria.draw.Snapshot;

/** Where a viewer stands. */
public interface ViewerSite {
    /** The selection that all views share. */
    SelectionService selection();

    /** Where the result that is shown comes from; without entries as long as it is not whole. */
    Provenance provenance();

    /** What was computed, in one line, for a part of the result that does not say so itself. */
    default String caption() {
        return "";
    }

    /** Whether the window is dark now. */
    boolean dark();

    /** Shows the part of the result that has this name or key, if there is one. */
    void reveal(String key);

    /** Asks where a picture shall be written to, and does so. */
    default void export(Snapshot picture) {}

    /**
     * Asks where numbers shall be written to that follow from the result, such as a cut of a
     * surface, and does so.
     *
     * @param numbers what follows from the result
     * @param ending of the form, such as {@code csv}
     */
    default void export(Result numbers, String ending) {}

    /** Shows what lies beneath the pointer, in one line; empty text clears it. */
    void reading(String text);
}

package theoria.ui.viewers;

/** Where a viewer stands. */
public interface ViewerSite {
    /** The selection that all views share. */
    SelectionService selection();

    /** Whether the window is dark now. */
    boolean dark();

    /** Shows what lies beneath the pointer, in one line; empty text clears it. */
    void reading(String text);
}

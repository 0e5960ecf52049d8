package theoria.ui.viewers;

import org.eclipse.swt.widgets.Composite;

import theoria.core.study.result.Result;
import theoria.draw.Snapshot;

import java.util.Optional;

/**
 * Shows results of one kind. One is made for each open result, by the extension point {@code
 * theoria.ui.viewers}; every method is called on the thread of the window. What a viewer throws is
 * shown in its place and never harms the window.
 */
public interface ResultViewer {
    /** Whether it can show this result, whose kind is the declared one. */
    default boolean shows(Result result) {
        return true;
    }

    /**
     * Why it shows nothing on this desktop, in one sentence that names what to do; empty if that is
     * not the reason. The person reads it above the viewer that serves instead.
     */
    default String obstacle() {
        return "";
    }

    /** Makes its widgets inside the parent, which has a filling layout; called once. */
    void create(Composite parent, ViewerSite site);

    /**
     * Shows a result: called again for each partial result and the final one. Zoom, order and place
     * stay as the person left them.
     */
    void show(Result result);

    /** Puts what it shows on the clipboard as a picture; false if it shows none. */
    default boolean copyPicture() {
        return false;
    }

    /** What it shows as a picture, for a file; empty if it shows none. */
    default Optional<Snapshot> snapshot() {
        return Optional.empty();
    }

    /** Takes the keyboard. */
    void setFocus();

    /** Lets go of what it holds besides its widgets, which go by themselves. */
    default void dispose() {}
}

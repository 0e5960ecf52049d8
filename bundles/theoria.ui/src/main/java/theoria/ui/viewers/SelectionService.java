package theoria.ui.viewers;

import java.util.function.Consumer;

/**
 * The one selection of the window: what is selected anywhere is followed everywhere. To be used on
 * the thread of the window.
 */
public interface SelectionService {
    /** What is selected now. */
    Selection current();

    /** Selects; everybody who follows hears of it unless nothing changes. */
    void select(Selection selection);

    /**
     * Hears of every change until what is returned is run.
     *
     * @return ends the listening
     */
    Runnable follow(Consumer<Selection> listener);
}

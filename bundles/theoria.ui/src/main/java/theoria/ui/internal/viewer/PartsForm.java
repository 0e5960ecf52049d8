package theoria.ui.internal.viewer;

import theoria.core.study.result.Composite;
import theoria.ui.internal.result.ViewerStack;

import java.util.Optional;

/** A form in which the parts of a result are shown: one at a time, or all at once. */
interface PartsForm {
    /** Shows a result; called again for each partial result, and for one that is shown already. */
    void show(Composite whole);

    /** The stack of the part a person works with. */
    Optional<ViewerStack> front();

    /** Brings a part into view; false if it is not shown in this form. */
    boolean reveal(String part);

    /** Takes the keyboard. */
    void setFocus();

    /** Lets go of the viewers and goes away. */
    void close();
}

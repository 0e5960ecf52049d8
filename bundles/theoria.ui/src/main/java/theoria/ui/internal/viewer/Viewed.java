package theoria.ui.internal.viewer;

import theoria.draw.Range;
import theoria.draw.View;

/** What is looked at in one way: a picture, or several that are locked together. */
public interface Viewed {
    /** How it is looked at. */
    View view();

    /** Looks at it in another way. */
    void look(View other);

    /** Range of the numbers there are, whatever part of it is shown; everything if unknown. */
    Range values();

    /** Whether the numbers are shown on a logarithmic scale. */
    boolean logarithmic();
}

package theoria.ui.internal.viewer;

import org.eclipse.swt.events.MouseEvent;

/** What draws on a picture by dragging, in place of moving the picture. */
interface Pen {
    /** Whether the drag that begins here draws; nothing is drawn before the pointer moves. */
    boolean down(MouseEvent event);

    /** The pointer is dragged to a point. */
    void to(int x, int y);
}

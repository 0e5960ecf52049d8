package theoria.ui.diagram.internal;

import org.jspecify.annotations.Nullable;

import java.awt.Point;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;

/**
 * The mouse: dragging moves, the wheel scrolls and with Ctrl comes closer, a click chooses a
 * vertex, a double click folds or unfolds it, or shows everything if there is none, the right
 * button opens the menu.
 */
final class Hand extends MouseAdapter {
    private static final double WHEEL = 1.15;
    private static final int SCROLL = 48;
    private static final int STILL = 3;

    private final DiagramPane pane;
    private final DiagramEvents events;
    private @Nullable Point grasped;
    private boolean moved;

    Hand(DiagramPane pane, DiagramEvents events) {
        this.pane = pane;
        this.events = events;
    }

    private Point place(MouseEvent event) {
        return pane.place(event.getComponent(), event.getPoint());
    }

    @Override
    public void mousePressed(MouseEvent event) {
        pane.focus();
        grasped = place(event);
        moved = false;
    }

    @Override
    public void mouseDragged(MouseEvent event) {
        Point from = grasped;
        Point to = place(event);
        if (from != null && (moved || from.distance(to) > STILL)) {
            moved = true;
            pane.pan(new Point(from.x - to.x, from.y - to.y));
            grasped = to;
        }
    }

    @Override
    public void mouseReleased(MouseEvent event) {
        grasped = null;
        if (event.getButton() == MouseEvent.BUTTON3 && !moved) {
            events.askedForMenu();
        }
        if (moved || event.getButton() != MouseEvent.BUTTON1) {
            return;
        }
        var vertex = pane.at(place(event));
        if (event.getClickCount() == 1) {
            vertex.ifPresent(widget -> events.chosen(widget.vertex().id()));
        } else if (event.getClickCount() == 2) {
            vertex.ifPresentOrElse(widget -> events.toggled(widget.vertex().id()), pane::fit);
        }
    }

    @Override
    public void mouseMoved(MouseEvent event) {
        events.hovered(pane.at(place(event)).map(VertexWidget::vertex));
    }

    @Override
    public void mouseWheelMoved(MouseWheelEvent event) {
        double turned = event.getPreciseWheelRotation();
        if (event.isControlDown()) {
            pane.zoom(Math.pow(WHEEL, -turned), place(event));
        } else {
            int by = (int) Math.round(turned * SCROLL);
            pane.pan(event.isShiftDown() ? new Point(by, 0) : new Point(0, by));
        }
    }
}

package theoria.ui.internal.result;

import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Layout;

/**
 * Gives pictures equal places, in as many columns as make them largest. A place is never higher
 * than wide, nor much wider than high: a picture that is squeezed misleads about slopes.
 */
final class SideBySide extends Layout {
    private static final int GAP = 4;

    /** What titles, axes and the colour bar take of a place. */
    private static final int BESIDE = 150;

    private static final int ABOVE = 110;

    @Override
    protected Point computeSize(Composite parent, int width, int height, boolean flush) {
        return new Point(Math.max(width, 1), Math.max(height, 1));
    }

    @Override
    protected void layout(Composite parent, boolean flush) {
        Control[] places = parent.getChildren();
        Rectangle area = parent.getClientArea();
        int columns = columns(places.length, area);
        int height = height(area, columns, places.length);
        int width = Math.min(width(area, columns), height * 3 / 2);
        for (int i = 0; i < places.length; i++) {
            int left = area.x + i % columns * (width + GAP);
            int top = area.y + i / columns * (height + GAP);
            places[i].setBounds(left, top, width, height);
        }
    }

    /** The number of columns with which so many pictures are largest. */
    static int columns(int places, Rectangle area) {
        int best = 1;
        for (int columns = 2; columns <= places; columns++) {
            if (side(area, columns, places) > side(area, best, places)) {
                best = columns;
            }
        }
        return Math.max(1, best);
    }

    /** The shorter side of what is left for a picture itself. */
    private static int side(Rectangle area, int columns, int places) {
        return Math.min(width(area, columns) - BESIDE, height(area, columns, places) - ABOVE);
    }

    private static int width(Rectangle area, int columns) {
        return Math.max(1, (area.width - (columns - 1) * GAP) / columns);
    }

    private static int height(Rectangle area, int columns, int places) {
        int rows = (places + columns - 1) / Math.max(1, columns);
        int share = (area.height - (rows - 1) * GAP) / Math.max(1, rows);
        return Math.max(1, Math.min(share, width(area, columns)));
    }
}

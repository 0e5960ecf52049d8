package theoria.tests.window;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Event;

import java.util.Random;

/** Mouse and keys of {@link Monkey} on something that is painted. */
final class MonkeyPointer {
    private static final int[] KEYS = {
        SWT.ARROW_LEFT, SWT.ARROW_RIGHT, SWT.ARROW_UP, SWT.ARROW_DOWN, SWT.HOME, '+', '-', '0', '='
    };

    private final Canvas canvas;
    private final Random random;

    MonkeyPointer(Canvas canvas, Random random) {
        this.canvas = canvas;
        this.random = random;
    }

    /** Does something, and says what. */
    String act() {
        switch (random.nextInt(4)) {
            case 0:
                wheel();
                return "wheel";
            case 1:
                drag();
                return "drag";
            case 2:
                tell(SWT.MouseDoubleClick, 1, place());
                return "double click";
            default:
                key();
                return "key";
        }
    }

    private void wheel() {
        Event event = at(place());
        event.count = random.nextBoolean() ? 3 : -3;
        canvas.notifyListeners(SWT.MouseWheel, event);
    }

    private void drag() {
        Point from = place();
        tell(SWT.MouseDown, 1, from);
        for (int i = 0; i < 5 && !canvas.isDisposed(); i++) {
            from = place();
            tell(SWT.MouseMove, 0, from);
        }
        tell(SWT.MouseUp, 1, from);
    }

    private void key() {
        Event event = new Event();
        int key = KEYS[random.nextInt(KEYS.length)];
        event.keyCode = key;
        event.character = key < 128 ? (char) key : 0;
        canvas.notifyListeners(SWT.KeyDown, event);
    }

    /** Clicks through the display, as the mouse does. */
    void click() {
        Point there = canvas.toDisplay(place());
        Event move = at(there);
        move.type = SWT.MouseMove;
        canvas.getDisplay().post(move);
        for (int type : new int[] {SWT.MouseDown, SWT.MouseUp}) {
            Event press = new Event();
            press.type = type;
            press.button = 1;
            canvas.getDisplay().post(press);
        }
    }

    private Point place() {
        Point size = canvas.getSize();
        return new Point(random.nextInt(Math.max(1, size.x)), random.nextInt(Math.max(1, size.y)));
    }

    private static Event at(Point place) {
        Event event = new Event();
        event.x = place.x;
        event.y = place.y;
        return event;
    }

    private void tell(int type, int button, Point place) {
        if (!canvas.isDisposed()) {
            Event event = at(place);
            event.button = button;
            event.count = 1;
            canvas.notifyListeners(type, event);
        }
    }
}

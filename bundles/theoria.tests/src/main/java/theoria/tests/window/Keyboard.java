package theoria.tests.window;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;

/** Keys, pressed as a person does. */
final class Keyboard {
    private Keyboard() {}

    /** Presses and releases a key in the window, with its modifiers. */
    static void key(int modifiers, int keyCode, char character) {
        Window.on(
                () -> {
                    Window.workbench().getShell().forceActive();
                    return true;
                });
        keyTo(modifiers, keyCode, character);
    }

    /** Presses and releases a key in whatever has the keyboard. */
    static void keyTo(int modifiers, int keyCode, char character) {
        Window.on(
                () -> {
                    post(SWT.KeyDown, modifiers, keyCode, character);
                    return true;
                });
        Window.on(
                () -> {
                    post(SWT.KeyUp, modifiers, keyCode, character);
                    return true;
                });
    }

    /** Types small letters, digits, Enter, and what needs no other key; on the window's thread. */
    static void type(int modifiers, String text) {
        for (char letter : text.toCharArray()) {
            int keyCode = letter == SWT.CR ? SWT.CR : 0;
            post(SWT.KeyDown, modifiers, keyCode, letter);
            post(SWT.KeyUp, modifiers, keyCode, letter);
        }
    }

    private static void post(int type, int modifiers, int keyCode, char character) {
        Display display = Window.display();
        int[] keys = {SWT.CTRL, SWT.SHIFT, SWT.ALT};
        if (type == SWT.KeyDown) {
            for (int modifier : keys) {
                if ((modifiers & modifier) != 0) {
                    post(display, type, modifier, (char) 0);
                }
            }
        }
        post(display, type, keyCode, character);
        if (type == SWT.KeyUp) {
            for (int modifier : keys) {
                if ((modifiers & modifier) != 0) {
                    post(display, type, modifier, (char) 0);
                }
            }
        }
    }

    private static void post(Display display, int type, int keyCode, char character) {
        Event event = new Event();
        event.type = type;
        event.keyCode = keyCode;
        event.character = character;
        display.post(event);
    }
}

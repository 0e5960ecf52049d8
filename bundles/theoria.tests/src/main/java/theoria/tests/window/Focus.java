package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** What has the keyboard, and how it is passed on. */
final class Focus {
    /** More controls than a window of the product has one after the other. */
    private static final int FAR = 60;

    private Focus() {}

    /** What has the keyboard, in words; to be asked for on the window's thread. */
    static String words() {
        Control control = Window.display().getFocusControl();
        return control == null
                ? "nothing"
                : control.getClass().getSimpleName() + " '" + label(control) + "'";
    }

    private static String label(Control control) {
        if (control instanceof Button button) {
            return button.getText().replace("&", "").strip();
        } else if (control instanceof Text text) {
            return text.getMessage();
        } else if (control instanceof Link link) {
            return link.getText().replaceAll("</?a>", "");
        } else if (control instanceof Combo combo) {
            return combo.getText();
        } else if (control instanceof CTabFolder folder) {
            return Arrays.stream(folder.getItems()).map(i -> i.getText()).toList().toString();
        } else if (control instanceof ToolBar bar) {
            return Arrays.stream(bar.getItems()).map(Focus::label).toList().toString();
        }
        return Objects.toString(control.getData("theoria.parameter"), "");
    }

    private static String label(ToolItem item) {
        return Objects.toString(item.getData("theoria.label"), item.getText());
    }

    /** Gives the keyboard to the window, as a manager of windows does: the tests have none. */
    static void take() {
        Window.on(
                () -> {
                    Window.workbench().getShell().forceActive();
                    return true;
                });
    }

    /** Waits until what has the keyboard begins so. */
    static void isAt(String words) {
        Window.until("the keyboard is at " + words, 30, () -> words().startsWith(words));
    }

    /** Presses Tab until what has the keyboard begins so. */
    static void tabTo(String words) {
        tab(0, now -> now.startsWith(words), words);
    }

    /** Presses Shift+Tab until what has the keyboard begins so. */
    static void tabBackTo(String words) {
        tab(SWT.SHIFT, now -> now.startsWith(words), words);
    }

    /** Presses Tab until a field of this parameter has the keyboard. */
    static void tabToField(String parameter) {
        tab(0, now -> Window.on(() -> isField(parameter)), "the field " + parameter);
    }

    private static boolean isField(String parameter) {
        Control control = Window.display().getFocusControl();
        return control != null && parameter.equals(control.getData("theoria.parameter"));
    }

    private static void tab(int modifiers, Predicate<String> there, String wanted) {
        List<String> way = new ArrayList<>();
        for (int i = 0; i < FAR; i++) {
            String now = Window.on(Focus::words);
            way.add(now);
            if (there.test(now)) {
                return;
            }
            Keyboard.keyTo(modifiers, SWT.TAB, SWT.TAB);
            Settle.moment();
        }
        throw new AssertionError("the keyboard never came to " + wanted + ", only to " + way);
    }

    /** Opens the context menu of what has the keyboard, and chooses from it by the arrow. */
    static void chooseFromMenu(String label) throws IOException {
        AtomicReference<String> armed = new AtomicReference<>("");
        Window.on(
                () -> {
                    for (MenuItem item : Window.display().getFocusControl().getMenu().getItems()) {
                        item.addArmListener(e -> armed.set(item.getText()));
                    }
                    return true;
                });
        Keyboard.keyTo(SWT.SHIFT, SWT.F10, (char) 0);
        Settle.idle();
        for (int i = 0; i < FAR && !label.equals(armed.get()); i++) {
            Keyboard.keyTo(0, SWT.ARROW_DOWN, (char) 0);
            Settle.moment();
        }
        Window.screen("keyboard-menu");
        assertThat(armed.get()).isEqualTo(label);
        Keyboard.keyTo(0, SWT.CR, SWT.CR);
    }

    /** The picture of what has the keyboard, as a number. */
    static int picture() {
        Control control = Window.display().getFocusControl();
        Point size = control.getSize();
        Image image = new Image(control.getDisplay(), size.x, size.y);
        GC gc = new GC(control);
        gc.copyArea(image, 0, 0);
        gc.dispose();
        int hash = Arrays.hashCode(image.getImageData().data);
        image.dispose();
        return hash;
    }
}

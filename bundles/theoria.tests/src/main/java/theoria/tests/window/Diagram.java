package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The network of the workspace as a diagram: searched, folded, coloured, and gone without trace.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class Diagram {
    private static final int TIMES = 20;
    private static final String TITLE = "Network graph";

    @Test
    @Order(1)
    void comesBeforeThePictureOfTheGraph() throws Exception {
        Window.on(Diagram::closeAll);
        User.perspective("theoria.app.inspect");
        User.choose("digits-lenet");
        User.choose(TITLE);
        User.press("Run");
        Window.until("the graph is in front", 60, () -> FirstStart.editor().equals(TITLE));
        Window.until("the graph is done", 60, () -> FirstStart.unfinished() == 0);
        Window.until("the diagram", 30, () -> FirstStart.hasTab("Diagram"));
        assertThat(Window.on(Diagram::tabs)).containsSubsequence("Diagram", "Graph", "Table");
        Window.until("the diagram is laid out", 30, () -> says("\\d+ vertices"));
        picture("diagram");
    }

    @Test
    @Order(2)
    void findsAndSelectsLayers() throws Exception {
        search("conv");
        Window.until("matches", 20, () -> says("\\d+ found"));
        User.pressTool(">");
        Window.until("the first match", 20, () -> says("1 of \\d+"));
        Window.until("its layer is selected", 20, () -> says("(?s).*:1 · .*conv.*"));
        picture("diagram-search");
        search("no such layer");
        Window.until("no match", 20, () -> says("nothing found"));
        search("");
        Window.until("all", 20, () -> says("\\d+ vertices"));
    }

    @Test
    @Order(3)
    void coloursByANumber() throws Exception {
        Window.on(
                () -> {
                    Combo colours =
                            Window.all(Combo.class).stream()
                                    .filter(c -> c.indexOf("colour by parameters") >= 0)
                                    .findFirst()
                                    .orElseThrow();
                    colours.select(colours.indexOf("colour by parameters"));
                    colours.notifyListeners(SWT.Selection, new Event());
                    return colours;
                });
        picture("diagram-colours");
    }

    @Test
    @Order(4)
    void isDarkWithTheWindow() throws Exception {
        User.theme("dark");
        Window.until("it is dark", 20, () -> Restart.brightness() < 100);
        picture("diagram-dark");
        User.theme("light");
        Window.until("it is light", 20, () -> Restart.brightness() > 150);
    }

    @Test
    @Order(5)
    void comesCloserByKeysAndWheel() throws Exception {
        Window.on(
                () -> {
                    Window.workbench().getActivePage().getActiveEditor().setFocus();
                    return true;
                });
        Window.until("the small map is not needed", 20, () -> !map());
        for (int i = 0; i < 5; i++) {
            Keyboard.keyTo(0, 0, '-');
        }
        for (int i = 0; i < 9; i++) {
            Keyboard.keyTo(0, 0, '+');
        }
        Window.until("keys bring it closer, and the small map", 20, Diagram::map);
        picture("diagram-close");
        Keyboard.keyTo(0, 0, '0');
        Window.until("0 shows everything", 20, () -> !map());
        wheel(-6);
        Window.until("the wheel brings it closer", 20, Diagram::map);
        User.pressTool("Fit");
        Window.until("the button shows everything", 20, () -> !map());
    }

    @Test
    @Order(6)
    void foldsResidualBlocks() throws Exception {
        ResidualNetwork.register("residual", ResidualNetwork.of(3, 4));
        User.choose("residual");
        User.choose(TITLE);
        Window.until("its form", 30, () -> offered("residual:1"));
        User.press("Run");
        Window.until("its diagram", 60, () -> says("64 vertices"));
        picture("diagram-residual");
        User.pressTool("Fold");
        Window.until("blocks are folded", 30, () -> says("16 of 64 vertices"));
        picture("diagram-folded");
        User.pressTool("Fold");
        Window.until("stages are folded", 30, () -> says("7 of 64 vertices"));
        User.pressTool("Unfold");
        Window.until("all is open", 30, () -> says("64 vertices"));
    }

    @Test
    @Order(7)
    void leavesNoFrameBehind() {
        assertThat(frames()).isPositive();
        Window.on(Diagram::closeAll);
        Window.until("no frame is left", 30, () -> frames() == 0);
        for (int i = 0; i < TIMES; i++) {
            TableItem newest = Window.on(() -> Window.runs().get(0));
            User.chooseRuns(newest::equals);
            User.pressTool("Open");
            Window.until("its diagram", 30, () -> says("\\d+ vertices"));
            assertThat(frames()).isEqualTo(1);
            Window.on(Diagram::closeAll);
            Window.until("it is closed", 20, () -> FirstStart.editor().isEmpty());
        }
        Window.until("no frame is left", 30, () -> frames() == 0);
    }

    /** Leaves a picture of the screen once the diagram has done what it was asked for. */
    private static void picture(String name) throws Exception {
        EventQueue.invokeAndWait(() -> {});
        Window.on(() -> true);
        EventQueue.invokeAndWait(() -> {});
        Window.screen(name);
    }

    /** Whether the small map is shown. */
    private static boolean map() {
        return part(Frame.getFrames(), "MapPanel").filter(Component::isShowing).isPresent();
    }

    private static void wheel(int turned) throws Exception {
        EventQueue.invokeAndWait(
                () -> {
                    Component view = part(Frame.getFrames(), "SceneComponent").orElseThrow();
                    view.dispatchEvent(
                            new MouseWheelEvent(
                                    view,
                                    MouseEvent.MOUSE_WHEEL,
                                    System.currentTimeMillis(),
                                    InputEvent.CTRL_DOWN_MASK,
                                    view.getWidth() / 2,
                                    view.getHeight() / 2,
                                    0,
                                    false,
                                    MouseWheelEvent.WHEEL_UNIT_SCROLL,
                                    1,
                                    turned));
                });
    }

    private static Optional<Component> part(Component[] components, String name) {
        for (Component component : components) {
            if (component.isDisplayable() && component.getClass().getSimpleName().equals(name)) {
                return Optional.of(component);
            }
            if (component instanceof Container container) {
                Optional<Component> inside = part(container.getComponents(), name);
                if (inside.isPresent()) {
                    return inside;
                }
            }
        }
        return Optional.empty();
    }

    static boolean closeAll() {
        return Window.workbench().getActivePage().closeAllEditors(false);
    }

    private static boolean offered(String model) {
        return Window.all(Combo.class).stream().anyMatch(c -> c.getText().equals(model));
    }

    /** Frames that are there to be seen; a frame that is disposed of is not. */
    private static int frames() {
        return (int) Arrays.stream(Frame.getFrames()).filter(Frame::isDisplayable).count();
    }

    private static List<String> tabs() {
        return Window.all(CTabFolder.class).stream()
                .flatMap(folder -> Arrays.stream(folder.getItems()))
                .map(CTabItem::getText)
                .toList();
    }

    private static void search(String text) {
        Window.on(
                () -> {
                    Text field =
                            Window.all(Text.class).stream()
                                    .filter(t -> t.getMessage().equals("Find a vertex"))
                                    .findFirst()
                                    .orElseThrow();
                    field.setText(text);
                    return field;
                });
    }

    private static boolean says(String pattern) {
        return Window.all(Label.class).stream().anyMatch(l -> l.getText().matches(pattern));
    }
}

package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Scale;
import org.eclipse.swt.widgets.ToolItem;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A landscape is explored: cut along a line, with arrows and errors, in both forms, over a path.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class Explorer {
    private static final String READING = "A \\+ .* at \\(.*\\): loss .* ± .*";

    private static final List<String> TOOLS =
            List.of("cut", "arrows", "band", "log", "range...", "flatter", "higher");

    @Test
    @Order(1)
    void aLineDraggedOverTheMapShowsTheLossAlongIt() throws IOException {
        Pictures.open("Loss surface");
        User.tab("Map");
        Window.until("one picture", 30, () -> Pictures.canvases().size() == 1);
        int before = Window.on(() -> Pictures.fingerprint(map()));
        drag(map(), 0.3, 0.7, 0.7, 0.3, SWT.SHIFT);
        Window.until("the curve below", 30, () -> Pictures.canvases().size() == 2);
        Window.until("the switch is on", 30, () -> tool("cut").getSelection());
        Window.until("the line", 30, () -> Pictures.fingerprint(map()) != before);
        tell(strip(), SWT.MouseMove, 0.5, 0.4, 0);
        Window.until("its number is read", 30, () -> says(READING));
        Window.screenshot("cut");
        User.theme("dark");
        Window.until("it is dark", 20, () -> Restart.brightness() < 100);
        Window.screenshot("cut-dark");
        User.theme("light");
        Window.until("it is light", 20, () -> Restart.brightness() > 150);
    }

    @Test
    @Order(2)
    void theNumbersOfACutGoToAFile() throws IOException {
        Path file = Window.folder().resolve("cut.csv");
        User.answering(file, () -> Pictures.choose(1, "Export numbers..."));
        Window.until(file + " is written", 60, () -> Files.exists(file));
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).contains("distance from A", "loss lower", "loss upper");
        assertThat(lines).hasSizeGreaterThan(200);
    }

    @Test
    @Order(3)
    void aCutIsMadeAndRemovedByTheKeys() {
        press(map(), SWT.ESC, (char) 27);
        Window.until("the cut is gone", 30, () -> Pictures.canvases().size() == 1);
        assertThat(Window.on(() -> tool("cut").getSelection())).isFalse();
        press(map(), 'l', 'l');
        press(map(), 'a', 'a');
        Window.until("a cut from there", 30, () -> Pictures.canvases().size() == 2);
        press(map(), 'k', 'k');
        press(map(), 'b', 'b');
        press(strip(), SWT.ESC, (char) 27);
        Window.until("the cut is gone again", 30, () -> Pictures.canvases().size() == 1);
        Pictures.turn("cut");
        Window.until("a cut by the switch", 30, () -> Pictures.canvases().size() == 2);
        Pictures.turn("cut");
        Window.until("none by the switch", 30, () -> Pictures.canvases().size() == 1);
    }

    @Test
    @Order(4)
    void arrowsAndErrorsAreShownOnDemandWhereThereAreAny() throws IOException {
        int usual = Window.on(() -> Pictures.fingerprint(map()));
        Pictures.turn("arrows");
        Window.until("arrows", 30, () -> Pictures.fingerprint(map()) != usual);
        Pictures.turn("band");
        Window.screenshot("arrows-band");
        Pictures.quantity("accuracy");
        Window.until("no errors are known", 30, () -> !tool("band").isEnabled());
        assertThat(Window.on(() -> tool("band").getToolTipText()))
                .isEqualTo("No standard errors of accuracy are known");
        Pictures.quantity("loss");
        Window.until("they are known", 30, () -> tool("band").isEnabled());
        User.tab("3-D");
        Window.until("it is in front", 30, () -> Pictures.toggle("higher").isPresent());
        Pictures.turn("band");
        Window.screenshot("space-band");
    }

    @Test
    @Order(5)
    void mapAndSpaceAreLookedAtTogether() throws IOException {
        User.tab("Map and 3-D");
        Window.until("both", 30, () -> Pictures.canvases().size() == 2);
        int space = Window.on(() -> Pictures.fingerprint(Pictures.canvases().get(1)));
        tell(map(), SWT.MouseMove, 0.6, 0.6, 0);
        Window.until(
                "the place is marked in space",
                30,
                () -> Pictures.fingerprint(Pictures.canvases().get(1)) != space);
        drag(map(), 0.3, 0.7, 0.7, 0.3, SWT.SHIFT);
        Window.until("the curve", 30, () -> Pictures.canvases().size() == 3);
        Window.screenshot("map-and-space");
        Path file = Window.folder().resolve("both.png");
        User.answering(file, () -> User.chooseFrom("Export", "This view"));
        Window.until(file + " is written", 60, () -> Files.exists(file));
        press(map(), SWT.ESC, (char) 27);
        Window.until("no curve", 30, () -> Pictures.canvases().size() == 2);
    }

    @Test
    @Order(6)
    void aPathIsPlayedPointByPoint() throws IOException {
        Window.on(() -> Window.workbench().getActivePage().closeAllEditors(false));
        User.perspective("theoria.app.landscape");
        User.choose("Training path");
        User.set("grid", "9");
        User.press("Run");
        Window.until("it is in front", 60, () -> FirstStart.editor().equals("Training path"));
        Window.until("it is done", 240, () -> FirstStart.unfinished() == 0);
        Window.until("a slider", 30, () -> !Window.all(Scale.class).isEmpty());
        int last = Window.on(() -> slider().getMaximum());
        assertThat(last).isGreaterThanOrEqualTo(3);
        User.pressTool("Play");
        Window.until("it has begun", 30, () -> says("point [12] of " + last));
        Window.screenshot("path-playing");
        Window.until("it has come to the end", 60, () -> says("point " + last + " of " + last));
        Window.until("it stands", 30, () -> label("Play"));
        press(map(), ' ', ' ');
        Window.until("it plays again", 30, () -> label("Pause"));
        press(map(), ' ', ' ');
        Window.until("it is held", 30, () -> label("Play"));
        User.tab("3-D");
        Window.screenshot("path-space");
    }

    @Test
    @Order(7)
    void everyToolAboveAndBelowASurfaceSaysWhatItDoes() {
        User.tab("Map and 3-D");
        Window.until("both", 30, () -> Pictures.canvases().size() == 2);
        for (String label : TOOLS) {
            assertThat(Window.on(() -> Optional.ofNullable(tool(label).getToolTipText())))
                    .as(label)
                    .hasValueSatisfying(tip -> assertThat(tip).isNotBlank());
        }
        assertThat(Window.on(() -> slider().getToolTipText())).isNotBlank();
        assertThat(Window.on(() -> label("Play"))).isTrue();
    }

    private static Canvas map() {
        return Window.on(() -> Pictures.canvases().get(0));
    }

    private static Canvas strip() {
        return Window.on(() -> Pictures.canvases().get(Pictures.canvases().size() - 1));
    }

    private static Scale slider() {
        return Window.all(Scale.class).get(0);
    }

    private static ToolItem tool(String label) {
        return Pictures.toggle(label).orElseThrow();
    }

    private static boolean label(String label) {
        return Pictures.tools().stream()
                .anyMatch(item -> label.equals(item.getData("theoria.label")));
    }

    private static boolean says(String text) {
        return Window.all(Label.class).stream().anyMatch(l -> l.getText().matches(text));
    }

    /** Drags from one part of a picture to another, by the events that a mouse sends. */
    private static void drag(
            Canvas canvas, double fromX, double fromY, double toX, double toY, int keys) {
        tell(canvas, SWT.MouseDown, fromX, fromY, keys);
        for (double part : new double[] {0.3, 0.6, 1}) {
            double x = fromX + part * (toX - fromX);
            tell(canvas, SWT.MouseMove, x, fromY + part * (toY - fromY), keys);
        }
        tell(canvas, SWT.MouseUp, toX, toY, keys);
    }

    private static void tell(Canvas canvas, int type, double x, double y, int keys) {
        Window.on(
                () -> {
                    Point size = canvas.getSize();
                    Event event = new Event();
                    event.x = (int) (x * size.x);
                    event.y = (int) (y * size.y);
                    event.button = type == SWT.MouseMove ? 0 : 1;
                    event.stateMask = keys;
                    canvas.notifyListeners(type, event);
                    return true;
                });
    }

    private static void press(Canvas canvas, int code, char character) {
        Window.on(
                () -> {
                    Event event = new Event();
                    event.keyCode = code;
                    event.character = character;
                    canvas.notifyListeners(SWT.KeyDown, event);
                    return true;
                });
    }
}

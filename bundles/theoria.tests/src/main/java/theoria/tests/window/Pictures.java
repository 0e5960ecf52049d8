package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.ImageTransfer;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.awt.Robot;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

/** Pictures are looked at in other ways, side by side and all at once, and taken away as seen. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class Pictures {
    private static final Predicate<String> NO_NUMBER = text -> text.endsWith("is no number.");

    @Test
    @Order(1)
    void whatIsSeenGoesToAFile() throws Exception {
        open("Loss surface");
        User.tab("3-D");
        Window.until("the surface", 30, () -> !canvases().isEmpty());
        Robot hand = new Robot();
        click(hand);
        Window.screen("picture-menu");
        escape(hand);
        User.pressTool("higher");
        Path file = Window.folder().resolve("view.png");
        User.answering(file, () -> choose(0, "Export this view..."));
        written(file);
        BufferedImage image = ImageIO.read(file.toFile());
        Point canvas = Window.on(() -> canvases().get(0).getSize());
        assertThat(image.getWidth()).isEqualTo(1440);
        assertThat(image.getHeight()).isEqualTo(Math.round(1440.0 * canvas.y / canvas.x));
        Path svg = Window.folder().resolve("view.svg");
        User.answering(svg, () -> User.chooseFrom("Export", "This view"));
        written(svg);
        assertThat(Files.readString(svg))
                .contains("viewBox=\"0 0 " + canvas.x + " " + canvas.y + "\"", "<desc>");
    }

    @Test
    @Order(2)
    void whatIsSeenGoesToTheClipboard() {
        choose(0, "Copy picture");
        Window.until("it is said", 20, () -> says("Copied the picture."));
        ImageData copied = Window.on(Pictures::clipboard);
        Point canvas = Window.on(() -> canvases().get(0).getSize());
        assertThat(copied.width).isEqualTo(2 * canvas.x);
    }

    @Test
    @Order(3)
    void numbersBeyondARangeAreClippedAndCounted() throws IOException {
        User.pressTool("range...");
        User.write("Highest", "ten");
        Window.until("it is no number", 20, () -> says("\"ten\" is no number."));
        User.write("Highest", "10");
        Window.until("it is one", 20, () -> Window.texts().stream().noneMatch(NO_NUMBER));
        Window.screen("range");
        User.press("OK");
        Window.screenshot("range-space");
        User.pressTool("range...");
        Window.until("the range is kept", 20, () -> Window.texts().contains("10"));
        User.press("Reset");
        User.press("OK");
        Window.until("the dialog is closed", 20, () -> !Window.texts().contains("Highest"));
    }

    @Test
    @Order(4)
    void allPartsAreSeenAtOnce() throws IOException {
        open("Margins");
        Window.screenshot("parts");
        open("Filters");
        Window.screenshot("parts-filters");
        User.pressTool("Dashboard");
        Window.until("all pictures", 30, () -> canvases().size() > 1);
        Window.screenshot("dashboard");
        User.theme("dark");
        Window.until("it is dark", 20, () -> Restart.brightness() < 100);
        Window.screenshot("dashboard-dark");
        User.theme("light");
        Window.until("it is light", 20, () -> Restart.brightness() > 150);
        open("Filters");
        Window.until("the choice is kept", 30, () -> canvases().size() > 1);
        open("Weights");
        Window.screenshot("dashboard-weights");
        User.pressTool("Enlarge");
        Window.until("one alone", 30, () -> canvases().size() == 1);
        open("Loss along a line");
        Window.until("all its pictures", 30, () -> canvases().size() > 1);
        Window.screenshot("dashboard-line");
        User.pressTool("Dashboard");
        Window.until("its tabs", 30, () -> canvases().size() == 1);
    }

    @Test
    @Order(5)
    void surfacesAreComparedInSpace() throws IOException {
        Window.on(() -> Window.workbench().getActivePage().closeAllEditors(false));
        User.chooseRuns(row -> row.getText(0).equals("Loss surface") && row.getText(2).isEmpty());
        User.pressTool("Compare");
        Window.until("the comparison", 30, () -> canvases().size() > 1);
        Window.screenshot("compare-map");
        turn("3-D");
        Window.screenshot("compare-space");
        User.theme("dark");
        Window.until("it is dark", 20, () -> Restart.brightness() < 100);
        Window.screenshot("compare-space-dark");
        User.theme("light");
        Window.until("it is light", 20, () -> Restart.brightness() > 150);
        turn("log");
        Window.screenshot("compare-space-log");
        turn("log");
        quantity("accuracy");
        Window.screenshot("compare-space-accuracy");
    }

    /** Chooses what surfaces show. */
    static void quantity(String title) {
        Window.on(
                () -> {
                    Combo quantities =
                            Window.all(Combo.class).stream()
                                    .filter(combo -> combo.indexOf(title) >= 0)
                                    .findFirst()
                                    .orElseThrow();
                    quantities.select(quantities.indexOf(title));
                    quantities.notifyListeners(SWT.Selection, new Event());
                    return quantities;
                });
    }

    @Test
    @Order(6)
    void theDiagramIsTakenAway() throws Exception {
        open("Network graph");
        Window.until("the diagram", 30, () -> FirstStart.hasTab("Diagram"));
        Window.until("it is laid out", 30, () -> says("\\d+ vertices"));
        User.pressTool("Copy");
        Window.until("it is said", 20, () -> says("Copied the picture\\."));
        ImageData copied = Window.on(Pictures::clipboard);
        assertThat(copied.height).isGreaterThan(500);
        Path file = Window.folder().resolve("diagram.svg");
        User.answering(file, () -> User.chooseFrom("Export", "This view"));
        written(file);
        assertThat(Files.readString(file)).contains("conv1", "<desc>");
        Path png = Window.folder().resolve("diagram.png");
        User.answering(png, () -> User.chooseFrom("Export", "This view"));
        written(png);
        Robot hand = new Robot();
        click(hand);
        Window.screen("diagram-menu");
        escape(hand);
    }

    private static void escape(Robot hand) {
        hand.keyPress(KeyEvent.VK_ESCAPE);
        hand.keyRelease(KeyEvent.VK_ESCAPE);
        Settle.idle();
    }

    /** Presses the right button in the middle of what is open, be it SWT's or not. */
    private static void click(Robot hand) {
        hand.mouseMove(600, 300);
        hand.mousePress(InputEvent.BUTTON3_DOWN_MASK);
        hand.delay(100);
        hand.mouseRelease(InputEvent.BUTTON3_DOWN_MASK);
        Settle.idle();
    }

    /** Turns a switch of a tool bar on, as a click would. */
    static void turn(String label) {
        Window.until("a switch " + label, 20, () -> toggle(label).isPresent());
        Window.on(
                () -> {
                    ToolItem item = toggle(label).orElseThrow();
                    item.setSelection(!item.getSelection());
                    item.notifyListeners(SWT.Selection, new Event());
                    return item;
                });
    }

    static Optional<ToolItem> toggle(String label) {
        return tools().stream().filter(item -> item.getText().equals(label)).findFirst();
    }

    /** All tools that can be seen, but those that only hold a control. */
    static List<ToolItem> tools() {
        return Window.all(ToolBar.class).stream()
                .flatMap(bar -> Arrays.stream(bar.getItems()))
                .filter(item -> (item.getStyle() & SWT.SEPARATOR) == 0)
                .toList();
    }

    private static ImageData clipboard() {
        Clipboard clipboard = new Clipboard(Window.display());
        Object contents = clipboard.getContents(ImageTransfer.getInstance());
        clipboard.dispose();
        return (ImageData) contents;
    }

    /** Opens the newest result of a study that has come to its end. */
    static void open(String title) {
        Window.on(() -> Window.workbench().getActivePage().closeAllEditors(false));
        User.view("theoria.ui.runs");
        Window.until(title + " is listed", 30, () -> newest(title) >= 0);
        int row = Window.on(() -> newest(title));
        User.chooseRuns(r -> Window.runs().indexOf(r) == row);
        User.pressTool("Open");
        Window.until(title + " is open", 30, () -> FirstStart.editor().equals(title));
    }

    private static int newest(String title) {
        for (int row = 0; row < Window.runs().size(); row++) {
            if (Window.runs().get(row).getText(0).equals(title)
                    && Window.runs().get(row).getText(2).isEmpty()) {
                return row;
            }
        }
        return -1;
    }

    /** The pictures that can be seen. */
    static List<Canvas> canvases() {
        return Window.all(Canvas.class).stream()
                .filter(c -> c.getClass().getSimpleName().equals("PictureCanvas"))
                .filter(c -> c.getMenu() != null)
                .toList();
    }

    /** A number that tells two pictures apart, from the pixels of the screen. */
    static int fingerprint(Canvas canvas) {
        Point size = canvas.getSize();
        Image image = new Image(canvas.getDisplay(), size.x, size.y);
        GC screen = new GC(canvas);
        screen.copyArea(image, 0, 0);
        int number = Arrays.hashCode(image.getImageData().data);
        screen.dispose();
        image.dispose();
        return number;
    }

    /** Chooses from the menu of a picture. */
    static void choose(int picture, String label) {
        Window.when(
                "'" + label + "' in the menu of a picture",
                () ->
                        Arrays.stream(canvases().get(picture).getMenu().getItems())
                                .filter(i -> i.getText().startsWith(label))
                                .findFirst(),
                item -> item.notifyListeners(SWT.Selection, new Event()));
    }

    private static void written(Path file) {
        Window.until(file + " is written", 60, () -> Files.exists(file));
        Window.until("it is said", 30, () -> says("Wrote " + Pattern.quote(file.toString())));
    }

    private static boolean says(String text) {
        return Window.all(Label.class).stream().anyMatch(l -> l.getText().matches(text));
    }
}

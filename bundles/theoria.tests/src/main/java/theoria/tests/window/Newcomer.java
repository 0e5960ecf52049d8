package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A person who knows nothing of the window and presses what it offers: from the welcome page to a
 * trained network, its landscape, and a workbook of each, within five minutes.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class Newcomer {
    private static final String MODEL = "digits-lenet:1";
    private static final String SURFACE = "Loss surface";
    private static final String WORKBOOK = "Excel report...";
    private static final long BEGIN = System.nanoTime();
    private static final int MINUTES = 5;

    @Test
    @Order(1)
    void theWelcomePageOffersTheDemo() throws IOException {
        Window.until("the welcome page", 60, () -> FirstStart.hasText("Run the demo"));
        Window.until("the registry is open", 60, () -> starts("No models yet"));
        Window.screenshot("newcomer-1-welcome");
        User.press("Run the demo");
    }

    @Test
    @Order(2)
    void theDemoEndsOnAPageThatNamesTheNextStep() throws IOException {
        Window.until("the home page", left(), () -> FirstStart.editor().equals(MODEL));
        Window.until("the next step", left(), () -> starts("Next: look at a result"));
        Window.screenshot("newcomer-2-home");
        Window.until("its results", left(), () -> starts("Next: open a result below"));
        Window.screenshot("newcomer-3-results");
    }

    @Test
    @Order(3)
    void aResultOfTheDemoIsALandscape() throws IOException {
        follow(SURFACE);
        Window.until("the landscape", left(), () -> FirstStart.editor().equals(SURFACE));
        User.tab("3-D");
        Window.screenshot("newcomer-4-landscape");
    }

    @Test
    @Order(4)
    void theLandscapeBecomesAWorkbook() throws IOException {
        Path file = Window.folder().resolve("newcomer-landscape.xlsx");
        User.answering(file, () -> User.pressTool(WORKBOOK));
        Window.until("it is said", left(), () -> starts("Wrote "));
        Window.screenshot("newcomer-5-written");
        assertThat(read(file, "xl/workbook.xml")).contains(SURFACE);
        assertThat(read(file, "xl/worksheets/sheet1.xml")).contains("<row");
    }

    @Test
    @Order(5)
    void aQuestionIsAskedFromTheHomePage() throws IOException {
        User.command("theoria.ui.home");
        Window.until("the home page", left(), () -> FirstStart.editor().equals(MODEL));
        User.press(SURFACE + "...");
        Window.until("the form", left(), () -> starts("about "));
        Window.screenshot("newcomer-6-question");
        User.set("grid", "11");
        User.press("Run");
        Window.until("its answer", left(), () -> FirstStart.editor().equals(SURFACE));
        Window.until("the answer is whole", left(), () -> FirstStart.unfinished() == 0);
        Window.screenshot("newcomer-7-answer");
    }

    @Test
    @Order(6)
    void everythingAboutTheNetworkBecomesAWorkbook() throws IOException {
        User.command("theoria.ui.home");
        Window.until("the home page", left(), () -> FirstStart.editor().equals(MODEL));
        Path file = Window.folder().resolve("newcomer.xlsx");
        User.answering(file, () -> User.press(WORKBOOK));
        Window.until("it is said", left(), () -> starts("Wrote "));
        Window.screenshot("newcomer-8-written");
        assertThat(read(file, "xl/workbook.xml")).contains(SURFACE, "Margins", "Filters");
        assertThat(Files.size(file)).isGreaterThan(50_000);
        assertThat(left()).isPositive();
    }

    /** Seconds that are left of the five minutes. */
    private static int left() {
        long passed = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - BEGIN);
        return (int) Math.max(0, TimeUnit.MINUTES.toSeconds(MINUTES) - passed);
    }

    private static boolean starts(String text) {
        return Window.all(Label.class).stream().anyMatch(l -> l.getText().startsWith(text));
    }

    @Test
    @Order(7)
    void aPointOfTheLandscapeBecomesANetwork() throws IOException {
        User.view("theoria.ui.runs");
        User.chooseRuns(row -> row.getText(0).equals(SURFACE));
        User.pressTool("Open");
        Window.until("the landscape", 60, () -> FirstStart.editor().equals(SURFACE));
        User.tab("Map");
        Window.until("a point is selected", 30, Interrupt::clickInTheMiddle);
        User.pressTool("Network at point");
        Window.until("it is said", 60, () -> starts("The network at this point is digits-lenet"));
        Window.until(
                "it stands in the list",
                30,
                () -> Window.texts().stream().anyMatch(e -> e.startsWith("digits-lenet_at_")));
        Window.screenshot("newcomer-8-network-at-point");
    }

    @Test
    @Order(8)
    void surfacesOfTwoNetworksAreTurnedTogether() throws IOException {
        Window.on(Training::chooseBoth);
        Window.on(() -> Training.study(SURFACE + "..."));
        Window.until("its form", 30, () -> FirstStart.hasText("Second model"));
        User.set("grid", "7");
        User.press("Run");
        Window.until("both surfaces", 60, () -> starts("Loss surfaces"));
        Window.until("they are done", 60, () -> FirstStart.unfinished() == 0);
        User.pressTool("Dashboard");
        Window.until("two pictures", 30, () -> Window.on(Pictures::canvases).size() == 2);
        Window.screenshot("newcomer-9-pair");
        Canvas other = Window.on(Pictures::canvases).get(1);
        int before = Window.on(() -> Pictures.fingerprint(other));
        Window.on(
                () -> {
                    Event closer = new Event();
                    closer.keyCode = '+';
                    closer.character = '+';
                    Pictures.canvases().get(0).notifyListeners(SWT.KeyDown, closer);
                    return true;
                });
        Window.until("the other follows", 20, () -> Pictures.fingerprint(other) != before);
        Window.screenshot("newcomer-9-pair-closer");
    }

    /** Presses a link as soon as it is there. */
    private static void follow(String label) {
        Window.until("a link '" + label + "'", left(), () -> link(label).isPresent());
        Window.when(
                "a link '" + label + "'",
                () -> link(label),
                link -> link.notifyListeners(SWT.Selection, new Event()));
    }

    private static Optional<Link> link(String label) {
        return Window.all(Link.class).stream()
                .filter(link -> link.getText().startsWith("<a>" + label + "</a>"))
                .findFirst();
    }

    private static String read(Path workbook, String part) throws IOException {
        try (ZipFile zip = new ZipFile(workbook.toFile())) {
            ZipEntry entry = zip.getEntry(part);
            assertThat(entry).as(part).isNotNull();
            return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.TableItem;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A newcomer's first five minutes: the welcome page, the demo, a landscape, a workbook. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FirstStart {
    private static final String MODEL = "digits-lenet:1";

    @Test
    @Order(1)
    void welcomesWithThreeChoicesAndFourQuestions() throws IOException {
        List<String> texts = Window.await(Window::texts, seen -> seen.contains("Theoria"));
        assertThat(texts)
                .contains(
                        "Run the demo",
                        "Open a network...",
                        "Take the tour",
                        "What are good representations of signals?",
                        "When do deep networks beat shallow ones?",
                        "What is the landscape of the empirical risk?",
                        "How can networks generalize without overfitting noise?");
        assertThat(Window.on(() -> Window.workbench().getActivePage().getPerspective().getId()))
                .isEqualTo("theoria.app.home");
        Window.until(
                "the registry is open",
                60,
                () -> hasText("No models yet. Run the demo, or open a network."));
        assertThat(Files.size(Window.screenshot("welcome"))).isGreaterThan(5000);
    }

    @Test
    @Order(2)
    void theTourShowsTheRealControls() throws IOException {
        User.press("Take the tour");
        for (int stop = 1; stop < 7; stop++) {
            String place = "   " + stop + " of 7";
            Window.until("the tour is at" + place, 20, () -> endsWith(place));
            if (stop == 4) {
                Window.screen("tour");
            }
            User.press("Next");
        }
        User.press("Done");
        Window.until("the tour is over", 10, () -> !endsWith("of 7"));
    }

    @Test
    @Order(3)
    void theDemoEndsOnTheHomePageOfATrainedNetwork() throws IOException {
        User.press("Run the demo");
        Window.until("the home page of " + MODEL, 240, () -> editor().equals(MODEL));
        Window.until("all studies of the demo are done", 240, () -> unfinished() == 0);
        Window.until("the facts of the card", 30, () -> hasText("multiply-accumulates"));
        assertThat(Window.on(Window::texts)).contains("accuracy", "parameters", "Loss surface");
        Window.screenshot("home");
    }

    @Test
    @Order(4)
    void aLandscapeOfTheDemoNetworkIsTwoClicksAway() throws IOException {
        User.perspective("theoria.app.landscape");
        User.choose("Loss surface");
        User.set("grid", "15");
        Window.until(
                "the cost",
                30,
                () -> Window.texts().stream().anyMatch(t -> t.startsWith("about ")));
        Window.screenshot("study-form");
        User.press("Run");
        Window.until("the surface is in front", 30, () -> editor().equals("Loss surface"));
        Window.until("the surface is done", 240, () -> unfinished() == 0);
        Window.screenshot("surface-map");
        User.tab("3-D");
        Window.screenshot("surface-space");
        User.tab("Table");
        Window.screenshot("surface-table");
        User.tab("Numbers");
        Window.screenshot("surface-numbers");
        User.tab("Map");
    }

    @Test
    @Order(5)
    void theResultBecomesAWorkbook() throws IOException {
        User.pressTool("Add to report");
        User.view("theoria.ui.report");
        Window.until("the report has a row", 10, () -> Window.table("Result").isPresent());
        Path file = Window.folder().resolve("report.xlsx");
        User.answering(file, () -> User.press("Write workbook..."));
        Window.until("the workbook is written", 60, () -> Files.exists(file));
        Window.until("it is said", 20, () -> starts("Wrote "));
        assertThat(Files.size(file)).isGreaterThan(10_000);
        Window.screenshot("report");
    }

    /** Number of runs that are not at their end. */
    static int unfinished() {
        int unfinished = 0;
        for (TableItem row : Window.runs()) {
            unfinished += row.getText(2).isEmpty() ? 0 : 1;
        }
        return unfinished;
    }

    static String editor() {
        var editor = Window.workbench().getActivePage().getActiveEditor();
        return editor == null ? "" : editor.getTitle();
    }

    static boolean hasText(String text) {
        return Window.texts().contains(text);
    }

    static boolean hasTab(String label) {
        return Window.all(CTabFolder.class).stream()
                .flatMap(folder -> Arrays.stream(folder.getItems()))
                .anyMatch(item -> item.getText().equals(label));
    }

    static String part() {
        var part = Window.workbench().getActivePage().getActivePart();
        return part == null ? "" : part.getTitle();
    }

    private static boolean starts(String text) {
        return Window.all(Label.class).stream().anyMatch(l -> l.getText().startsWith(text));
    }

    private static boolean endsWith(String text) {
        return Window.all(Label.class).stream().anyMatch(l -> l.getText().endsWith(text));
    }
}

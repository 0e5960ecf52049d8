package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.io.IOException;
import java.util.Arrays;

/** A training begun in its dialog, watched, stopped, continued, and looked at when it is over. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class Training {
    private static final String NAME = "watched";
    private static final String TUNED = "watched-1-tuned";

    @Test
    @Order(1)
    void itsCurvesGrowWhileItIsWatched() throws IOException {
        Window.on(Diagram::closeAll);
        User.perspective("theoria.app.inspect");
        User.view("theoria.ui.runs");
        User.command("theoria.ui.train");
        Window.until("the dialog", 20, () -> FirstStart.hasText("Network"));
        User.set("network", "lenet");
        User.write("Name", NAME);
        User.set("epochs", "12");
        User.set("checkpoint_every", "10");
        User.set("hold_out", "0.1");
        Window.screenshot("train-dialog");
        User.press("Train");
        Window.until("its editor", 30, () -> FirstStart.editor().equals("Training of " + NAME));
        Window.until("the first curves", 120, () -> FirstStart.hasTab("Loss"));
        Window.until("some checkpoints", 120, () -> step() >= 30);
        Window.screenshot("training-live");
    }

    /** The step that the caption tells. */
    private static int step() {
        String before = "Training of " + NAME + ", step ";
        return Window.texts().stream()
                .filter(text -> text.startsWith(before))
                .map(text -> text.substring(before.length()).replaceFirst(" of.*", ""))
                .mapToInt(text -> Integer.parseInt(text.replace(",", "")))
                .findFirst()
                .orElse(-1);
    }

    @Test
    @Order(2)
    void stoppedItGoesOnAtItsLastCheckpoint() {
        User.pressTool("Stop");
        Window.until("it is stopped", 30, () -> state().startsWith("stopped"));
        int stopped = Window.on(Training::step);
        assertThat(stopped).isPositive();
        User.pressTool("Pause");
        Window.until("it goes on", 60, () -> step() > stopped);
    }

    private static String state() {
        return Window.runs().isEmpty() ? "" : Window.runs().get(0).getText(2);
    }

    @Test
    @Order(3)
    void theTrainedModelStandsInTheList() throws IOException {
        Window.until("it is over", 300, () -> FirstStart.unfinished() == 0);
        Window.until("the model", 30, Training::isListed);
        assertThat(Window.on(Training::state)).as("neither stopped nor failed").isEmpty();
        Window.screenshot("training-over");
    }

    private static boolean isListed() {
        return listed(NAME);
    }

    private static boolean listed(String name) {
        return Arrays.stream(Restart.models().getItems()).anyMatch(i -> i.getText().equals(name));
    }

    @Test
    @Order(4)
    void itsCurvesCanBeLookedAtLater() throws IOException {
        Window.on(Diagram::closeAll);
        User.choose(NAME);
        User.choose("Training curves");
        User.press("Run");
        Window.until("the curves", 30, () -> FirstStart.hasTab("Loss"));
        Window.until("their caption", 20, () -> starts("Training of " + NAME + ":1, "));
        Window.screenshot("training-curves");
    }

    private static boolean starts(String words) {
        return Window.texts().stream().anyMatch(text -> text.startsWith(words));
    }

    @Test
    @Order(5)
    void aTunedNetworkStandsInTheLineage() throws IOException {
        User.choose(NAME);
        User.command("theoria.ui.train");
        Window.until("the dialog", 20, () -> FirstStart.hasText("Network"));
        User.set("freeze", "conv1,conv2");
        User.set("epochs", "1");
        User.press("Train");
        Window.until("it is over", 120, () -> FirstStart.unfinished() == 0);
        Window.until("the model", 60, () -> listed(TUNED));
        Window.on(Training::chooseTuned);
        Window.on(Training::lineage);
        Window.until("the graph", 60, () -> FirstStart.editor().startsWith("Lineage of " + TUNED));
        Window.until("its caption", 30, () -> starts(TUNED + ":1: derived from " + NAME + ":1"));
        Window.screenshot("lineage");
    }

    private static boolean chooseTuned() {
        Tree models = Restart.models();
        TreeItem tuned =
                Arrays.stream(models.getItems())
                        .filter(item -> item.getText().equals(TUNED))
                        .findFirst()
                        .orElseThrow();
        models.setSelection(tuned);
        Event event = new Event();
        event.item = tuned;
        models.notifyListeners(SWT.Selection, event);
        return true;
    }

    private static boolean lineage() {
        MenuItem item = Restart.item(Restart.models().getMenu(), "Lineage of " + TUNED + ":1");
        item.notifyListeners(SWT.Selection, new Event());
        return true;
    }

    @Test
    @Order(6)
    void aQuestionFindsModels() throws IOException {
        Window.on(() -> search("accuracy > 0.5 and name = " + NAME));
        Window.until("one is left", 20, () -> isListed() && !listed(TUNED));
        Window.on(() -> search("accuracy >"));
        Window.until("it says what is missing", 20, () -> starts("the query"));
        Window.screenshot("models-question");
        Window.on(() -> search(""));
        Window.until("both are back", 20, () -> isListed() && listed(TUNED));
    }

    private static boolean search(String words) {
        Text field =
                Window.all(Text.class).stream()
                        .filter(text -> text.getMessage().equals("Search models"))
                        .findFirst()
                        .orElseThrow();
        field.setText(words);
        return true;
    }

    @Test
    @Order(7)
    void theDataHaveACard() throws IOException {
        Window.on(Diagram::closeAll);
        User.choose("Data set card");
        User.press("Run");
        Window.until("the card", 60, () -> FirstStart.editor().startsWith("Data set card"));
        Window.until("its histogram", 60, () -> FirstStart.hasTab("Examples of each class"));
        Window.screenshot("data-card");
    }

    @Test
    @Order(8)
    void twoModelsAreStudiedTogether() throws IOException {
        Window.on(Training::chooseBoth);
        Window.on(() -> study("Difference of behaviour..."));
        Window.until("its form", 30, () -> FirstStart.hasText("Second model"));
        User.press("Run");
        String title = "Difference of behaviour";
        Window.until("the result", 60, () -> FirstStart.editor().startsWith(title));
        Window.until(
                "what they disagree on",
                90,
                () -> starts("watched-1-tuned:1 (") || starts("watched:1 ("));
        Window.screenshot("difference");
    }

    /** Chooses all models of the list, of which there are two. */
    static boolean chooseBoth() {
        Tree models = Restart.models();
        models.setSelection(models.getItems());
        Event event = new Event();
        event.item = models.getItem(0);
        models.notifyListeners(SWT.Selection, event);
        return true;
    }

    /** Opens the form of a study of the two chosen models. */
    static boolean study(String title) {
        MenuItem together = Restart.item(Restart.models().getMenu(), "Study the 2 models together");
        together.getMenu().notifyListeners(SWT.Show, new Event());
        MenuItem choice = Restart.item(together.getMenu(), title);
        choice.notifyListeners(SWT.Selection, new Event());
        return true;
    }

    /** The page that asked for it may be gone when it is done. */
    @Test
    @Order(9)
    void theDemoEndsWellWithoutTheWelcomePage() {
        User.command("theoria.ui.welcome");
        Window.until("the welcome page", 60, () -> FirstStart.hasText("Run the demo"));
        User.press("Run the demo");
        Window.on(Diagram::closeAll);
        Window.until("its home page", 180, () -> FirstStart.editor().equals("digits-lenet:1"));
    }
}

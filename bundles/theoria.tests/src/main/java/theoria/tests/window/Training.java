package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    @Order(1)
    void itsCurvesGrowWhileItIsWatched() throws IOException {
        Window.on(Diagram::closeAll);
        Window.perspective("theoria.app.inspect");
        Window.view("theoria.ui.runs");
        Window.command("theoria.ui.train");
        Window.until("the dialog", 20, () -> FirstStart.hasText("Network"));
        Window.set("network", "lenet");
        Window.write("Name", NAME);
        Window.set("epochs", "12");
        Window.set("checkpoint_every", "10");
        Window.set("hold_out", "0.1");
        Window.screenshot("train-dialog");
        Window.press("Train");
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
        Window.pressTool("Stop");
        Window.until("it is stopped", 30, () -> state().startsWith("stopped"));
        int stopped = Window.on(Training::step);
        assertThat(stopped).isPositive();
        Window.pressTool("Pause");
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
        return Arrays.stream(Restart.models().getItems()).anyMatch(i -> i.getText().equals(NAME));
    }

    @Test
    @Order(4)
    void itsCurvesCanBeLookedAtLater() throws IOException {
        Window.on(Diagram::closeAll);
        Window.choose(NAME);
        Window.choose("Training curves");
        Window.press("Run");
        Window.until("the curves", 30, () -> FirstStart.hasTab("Loss"));
        Window.until("their caption", 20, () -> starts("Training of " + NAME + ":1, "));
        Window.screenshot("training-curves");
    }

    private static boolean starts(String words) {
        return Window.texts().stream().anyMatch(text -> text.startsWith(words));
    }
}

package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Tree;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.io.IOException;
import java.util.Arrays;

/** After a restart: everything is where it was, and what was interrupted goes on. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class Restart {
    @Test
    @Order(1)
    void findsEverythingWhereItWas() throws IOException {
        Window.until("the models are back", 60, () -> FirstStart.hasText("digits-lenet"));
        assertThat(Window.on(() -> Window.workbench().getActivePage().getPerspective().getId()))
                .isEqualTo("theoria.app.landscape");
        assertThat(Window.on(Restart::titles)).contains("Loss surface", "digits-lenet:1");
        Window.until(
                "the selected point is back",
                30,
                () -> Window.texts().stream().anyMatch(text -> text.contains("point (")));
        Window.until("the form is back", 30, () -> FirstStart.hasText("Normalise"));
        User.view("theoria.ui.runs");
        Window.until("the results are back", 30, () -> Window.runs().size() > 8);
        Window.screenshot("restart");
    }

    @Test
    @Order(2)
    void goesOnWithTheInterruptedSurface() {
        Window.until(
                "the interrupted run is listed",
                30,
                () -> Window.runs().stream().anyMatch(r -> r.getText(2).startsWith("stopped")));
        User.chooseRuns(row -> row.getText(2).startsWith("stopped"));
        User.pressTool("Go on");
        Window.until("the run ends", 300, () -> FirstStart.unfinished() == 0);
    }

    @Test
    @Order(3)
    void comparesTwoResults() throws IOException {
        User.chooseRuns(row -> row.getText(0).equals("Loss surface"));
        User.pressTool("Compare");
        Window.until("the comparison", 30, () -> FirstStart.editor().equals("Comparison"));
        Window.until("its numbers", 60, () -> FirstStart.hasTab("Numbers"));
        Window.screenshot("compare");
    }

    @Test
    @Order(4)
    void isDarkOnWish() throws IOException {
        User.theme("dark");
        Window.until("it is dark", 20, () -> brightness() < 100);
        User.tab("Numbers");
        Window.screenshot("dark");
        User.theme("light");
        Window.until("it is light", 20, () -> brightness() > 150);
        Window.until("its words are dark", 20, Restart::wordsAreDark);
        Settle.idle(); // what was shown again in light has the keyboard back
    }

    private static boolean wordsAreDark() {
        java.util.List<Label> labels = Window.all(Label.class);
        return !labels.isEmpty()
                && labels.stream()
                        .map(Label::getForeground)
                        .allMatch(c -> (c.getRed() + c.getGreen() + c.getBlue()) / 3 < 180);
    }

    @Test
    @Order(5)
    void isUsedByTheKeyboardAlone() throws IOException {
        Keyboard.key(SWT.CTRL, 0, 'h');
        Window.until("the home page", 20, () -> FirstStart.editor().equals("digits-lenet:1"));
        Keyboard.key(0, SWT.F1, (char) 0);
        Window.until("the guide", 20, () -> FirstStart.part().equals("Guide"));
        Window.screenshot("guide");
    }

    @Test
    @Order(6)
    void showsAnotherMetricOnWish() {
        String accuracy = Window.on(() -> models().getItem(0).getText(1));
        chooseMetric("loss");
        Window.until("the losses", 20, () -> models().getColumn(1).getText().equals("Loss"));
        assertThat(Window.on(() -> models().getItem(0).getText(1))).isNotEqualTo(accuracy);
        chooseMetric("accuracy");
        Window.until("they are back", 20, () -> models().getItem(0).getText(1).equals(accuracy));
    }

    private static void chooseMetric(String name) {
        Window.on(
                () -> {
                    MenuItem metrics = item(models().getMenu(), "Metric shown");
                    MenuItem metric = item(metrics.getMenu(), name);
                    metric.setSelection(true);
                    Event event = new Event();
                    event.widget = metric;
                    metric.notifyListeners(SWT.Selection, event);
                    return true;
                });
    }

    /** An item of a menu, which is filled when it is shown. */
    static MenuItem item(Menu menu, String label) {
        menu.notifyListeners(SWT.Show, new Event());
        return Arrays.stream(menu.getItems())
                .filter(item -> item.getText().equals(label))
                .findFirst()
                .orElseThrow();
    }

    static Tree models() {
        return Window.all(Tree.class).stream()
                .filter(tree -> tree.getColumnCount() == 3)
                .findFirst()
                .orElseThrow();
    }

    private static java.util.List<String> titles() {
        return Arrays.stream(Window.workbench().getActivePage().getEditorReferences())
                .map(r -> r.getTitle())
                .toList();
    }

    static int brightness() {
        return Window.workbench().getShell().getBackground().getGreen();
    }
}

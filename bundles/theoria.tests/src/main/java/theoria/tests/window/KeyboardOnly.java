package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.Tree;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.io.IOException;
import java.util.Arrays;

/** A person without a mouse: from the welcome page to a result, a report and the guide. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class KeyboardOnly {
    private static final String MODEL = "digits-lenet:1";
    private static final String SURFACE = "Loss surface";
    private static final String LAYER = "(?s)digits-lenet:1 · .*conv.*";
    private static final String PICTURE = "PictureCanvas";

    @Test
    @Order(1)
    void beginsAtTheFirstChoiceOfTheWelcomePage() throws IOException {
        Window.until("the welcome page", 60, () -> FirstStart.hasText("Run the demo"));
        Window.until("the registry is open", 60, () -> starts("No models yet"));
        Focus.take();
        Settle.idle();
        Focus.isAt("Button 'Run the demo'");
        Window.screenshot("keyboard-welcome");
        Focus.tabTo("Button 'Open a network...'");
        Focus.tabTo("Button 'Take the tour'");
        Focus.tabBackTo("Button 'Run the demo'");
        press(SWT.CR);
        Window.until("the home page", 240, () -> FirstStart.editor().equals(MODEL));
        Window.until("the demo is done", 240, () -> FirstStart.unfinished() == 0);
    }

    @Test
    @Order(2)
    void findsAStudyAndRunsIt() throws IOException {
        Focus.tabTo("Text 'Search studies'");
        type("rugged"); // only this study speaks of it
        Window.until("few are left", 20, () -> !Window.entries().contains("Margins"));
        Focus.tabTo("Tree");
        press(SWT.ARROW_DOWN);
        press(SWT.ARROW_DOWN);
        Window.until("its form", 30, () -> starts("about "));
        Focus.tabToField("grid");
        Keyboard.keyTo(SWT.CTRL, 0, 'a');
        type("11");
        Focus.tabBackTo("Button 'Run'");
        Window.until("the cost", 30, () -> starts("about "));
        Window.screenshot("keyboard-form");
        press(SWT.CR);
        Window.until("the result", 60, () -> FirstStart.editor().equals(SURFACE));
        Window.until("it is done", 120, () -> FirstStart.unfinished() == 0);
    }

    @Test
    @Order(3)
    void looksAtTheResult() throws IOException {
        press(SWT.F12);
        Focus.isAt(PICTURE);
        Settle.idle();
        int usual = Window.on(Focus::picture);
        press('+');
        Window.until("it is closer", 20, () -> Focus.picture() != usual);
        int closer = Window.on(Focus::picture);
        press(SWT.ARROW_RIGHT);
        Window.until("it moved", 20, () -> Focus.picture() != closer);
        press('0');
        Window.until("it is as at first", 20, () -> Focus.picture() == usual);
        Window.screenshot("keyboard-result");
    }

    @Test
    @Order(4)
    void putsTheResultIntoTheReportByTheMenu() throws IOException {
        Focus.chooseFromMenu("Add to report");
        Window.until("it is said", 20, () -> starts("Added to the report"));
    }

    @Test
    @Order(5)
    void reachesTabsAndButtonsOfTheResult() throws IOException {
        Focus.isAt(PICTURE);
        Focus.tabBackTo("CTabFolder '[Map, Map and 3-D, 3-D");
        press(SWT.ARROW_RIGHT);
        press(SWT.ARROW_RIGHT);
        Focus.tabTo(PICTURE);
        Window.screenshot("keyboard-space");
        Window.until("the picture in space", 20, () -> hasTool("flatter"));
        Focus.tabBackTo("ToolBar '[Pause, Stop");
        press(SWT.ARROW_RIGHT);
        Window.screenshot("keyboard-buttons");
    }

    @Test
    @Order(6)
    void findsAnyCommandByItsName() throws IOException {
        Keyboard.keyTo(SWT.CTRL, 0, '3');
        Settle.idle();
        type("generalize");
        Settle.idle();
        Window.screen("keyboard-find");
        press(SWT.CR);
        Window.until("the perspective", 20, () -> perspective("theoria.app.generalize"));
        Focus.take(); // as a manager of windows gives it back when the list is gone
        Window.until("something has the keyboard", 20, () -> !Focus.words().equals("nothing"));
    }

    @Test
    @Order(7)
    void opensTheCheckpointsOfATraining() {
        Focus.tabTo("Button 'Open a network...'");
        Focus.tabBackTo("Tree");
        press(SWT.HOME);
        press(SWT.ARROW_DOWN);
        press(SWT.ARROW_RIGHT);
        press(SWT.ARROW_DOWN);
        press(SWT.ARROW_RIGHT);
        Window.until("its checkpoints", 20, () -> opened("9 checkpoints"));
    }

    @Test
    @Order(8)
    void readsAboutTheViewThatHasTheKeyboard() throws IOException {
        press(SWT.F1);
        Window.until("the guide", 20, () -> FirstStart.part().equals("Guide"));
        Window.until("its page", 20, () -> Wizard.hasTextWith("Every model with its versions"));
        Window.screenshot("keyboard-guide");
        assertThat(Window.on(Focus::words)).startsWith("StyledText");
    }

    @Test
    @Order(9)
    void goesBackToWhatWasSelected() throws IOException {
        Keyboard.keyTo(SWT.CTRL, 0, 'h');
        Window.until("the home page", 20, () -> FirstStart.editor().equals(MODEL));
        Focus.tabTo("Link 'Network graph");
        press(SWT.CR);
        Window.until("the graph", 30, () -> FirstStart.editor().equals("Network graph"));
        Window.until("the diagram", 30, () -> says("\\d+ vertices"));
        press(SWT.F12);
        Settle.idle();
        Keyboard.keyTo(SWT.CTRL, 0, 'f');
        Focus.isAt("Text 'Find a vertex'");
        type("conv");
        press(SWT.CR);
        Window.until("a layer is selected", 20, () -> says(LAYER));
        Window.screen("keyboard-diagram");
        Keyboard.keyTo(SWT.ALT, SWT.ARROW_LEFT, (char) 0);
        Window.until("the model again", 20, () -> !says(LAYER));
        Keyboard.keyTo(SWT.ALT, SWT.ARROW_RIGHT, (char) 0);
        Window.until("the layer again", 20, () -> says(LAYER));
    }

    private static void press(int key) {
        boolean control = key == SWT.CR || key == SWT.TAB;
        boolean letter = key < 128 && !control;
        Keyboard.keyTo(0, letter ? 0 : key, letter || control ? (char) key : (char) 0);
        Settle.moment();
    }

    private static void type(String text) {
        for (char letter : text.toCharArray()) {
            Keyboard.keyTo(0, 0, letter);
        }
        Settle.moment();
    }

    private static boolean perspective(String id) {
        return Window.workbench().getActivePage().getPerspective().getId().equals(id);
    }

    private static boolean hasTool(String label) {
        return Window.all(ToolBar.class).stream()
                .flatMap(bar -> Arrays.stream(bar.getItems()))
                .anyMatch(item -> item.getText().equals(label));
    }

    private static boolean opened(String text) {
        return Window.all(Tree.class).stream()
                .flatMap(tree -> Arrays.stream(tree.getItems()))
                .flatMap(model -> Arrays.stream(model.getItems()))
                .flatMap(version -> Arrays.stream(version.getItems()))
                .anyMatch(path -> path.getText().equals(text) && path.getExpanded());
    }

    private static boolean says(String pattern) {
        return Window.all(Label.class).stream().anyMatch(l -> l.getText().matches(pattern));
    }

    private static boolean starts(String text) {
        return Window.all(Label.class).stream().anyMatch(l -> l.getText().startsWith(text));
    }
}

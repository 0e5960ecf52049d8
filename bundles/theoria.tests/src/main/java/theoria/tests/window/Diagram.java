package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.awt.Frame;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The network of the workspace as a diagram: searched, folded, coloured, and gone without trace. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class Diagram {
    private static final int TIMES = 20;
    private static final String TITLE = "Network graph";

    @Test
    @Order(1)
    void comesBeforeThePictureOfTheGraph() throws IOException {
        Window.on(Diagram::closeAll);
        Window.perspective("theoria.app.inspect");
        Window.choose("digits-lenet");
        Window.choose(TITLE);
        Window.press("Run");
        Window.until("the graph is in front", 60, () -> FirstStart.editor().equals(TITLE));
        Window.until("the graph is done", 60, () -> FirstStart.unfinished() == 0);
        Window.until("the diagram", 30, () -> FirstStart.hasTab("Diagram"));
        assertThat(Window.on(Diagram::tabs)).containsSubsequence("Diagram", "Graph", "Table");
        Window.until("the diagram is laid out", 30, () -> says("\\d+ vertices"));
        Window.screen("diagram");
    }

    @Test
    @Order(2)
    void findsAndSelectsLayers() throws IOException {
        search("conv");
        Window.until("matches", 20, () -> says("\\d+ found"));
        Window.pressTool(">");
        Window.until("the first match", 20, () -> says("1 of \\d+"));
        Window.until("its layer is selected", 20, () -> says("(?s).*:1 · .*conv.*"));
        Window.screen("diagram-search");
        search("no such layer");
        Window.until("no match", 20, () -> says("nothing found"));
        search("");
        Window.until("all", 20, () -> says("\\d+ vertices"));
    }

    @Test
    @Order(3)
    void coloursByANumber() throws IOException {
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
        Window.screen("diagram-colours");
    }

    @Test
    @Order(4)
    void isDarkWithTheWindow() throws IOException {
        Window.theme("dark");
        Window.until("it is dark", 20, () -> Restart.brightness() < 100);
        Window.screen("diagram-dark");
        Window.theme("light");
        Window.until("it is light", 20, () -> Restart.brightness() > 150);
    }

    @Test
    @Order(5)
    void foldsResidualBlocks() throws Exception {
        ResidualNetwork.register("residual", ResidualNetwork.of(3, 4));
        Window.choose("residual");
        Window.choose(TITLE);
        Window.until("its form", 30, () -> offered("residual:1"));
        Window.press("Run");
        Window.until("its diagram", 60, () -> says("64 vertices"));
        Window.screen("diagram-residual");
        Window.pressTool("Fold");
        Window.until("blocks are folded", 30, () -> says("64 vertices, folded to 16"));
        Window.screen("diagram-folded");
        Window.pressTool("Fold");
        Window.until("stages are folded", 30, () -> says("64 vertices, folded to 7"));
        Window.pressTool("Unfold");
        Window.until("all is open", 30, () -> says("64 vertices"));
    }

    @Test
    @Order(6)
    void leavesNoFrameBehind() {
        int before = frames();
        assertThat(before).isPositive();
        for (int i = 0; i < TIMES; i++) {
            Window.on(Diagram::close);
            Window.until("it is closed", 20, () -> !FirstStart.editor().equals(TITLE));
            Window.chooseRuns(row -> row.getText(0).equals(TITLE));
            Window.pressTool("Open");
            Window.until("it is open again", 30, () -> FirstStart.editor().equals(TITLE));
            Window.until("the diagram again", 30, () -> says("\\d+ vertices"));
        }
        try { Window.until("frames are gone", 5, () -> frames() <= before);
        } catch (AssertionError e) { throw new AssertionError(before + " before, now " + Arrays.stream(Frame.getFrames()).map(f -> f.getName() + f.isDisplayable()).toList() ); }
    }

    private static boolean closeAll() {
        return Window.workbench().getActivePage().closeAllEditors(false);
    }

    private static boolean offered(String model) {
        return Window.all(Combo.class).stream().anyMatch(c -> c.getText().equals(model));
    }

    private static boolean close() {
        var page = Window.workbench().getActivePage();
        return page.closeEditor(page.getActiveEditor(), false);
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

package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.awt.Frame;
import java.io.IOException;

/** A desktop on which AWT cannot be embedded, and no browser is asked for. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class WithoutDiagram {
    private static final String TITLE = "Network graph";

    @Test
    @Order(1)
    void thePictureOfTheGraphServesAndSaysWhy() throws Exception {
        Window.until("the registry is open", 60, () -> Wizard.hasTextWith("No models yet"));
        ResidualNetwork.register("residual", ResidualNetwork.of(1, 4));
        User.choose("residual");
        User.choose(TITLE);
        Window.until("the cost", 30, () -> Wizard.hasTextWith("about "));
        User.press("Run");
        Window.until("the graph is in front", 60, () -> FirstStart.editor().equals(TITLE));
        Window.until("the graph is done", 60, () -> FirstStart.unfinished() == 0);
        Window.until("why", 30, () -> Wizard.hasTextWith("the diagram needs X11"));
        Window.until("its picture", 30, () -> FirstStart.hasTab("Graph"));
        assertThat(Window.on(() -> FirstStart.hasTab("Diagram"))).isFalse();
        Window.screenshot("without-diagram");
    }

    @Test
    @Order(2)
    void theOtherTabsShowTheGraphToo() {
        User.tab("Table");
        Window.until("the filter", 20, () -> hasField("Filter"));
        User.tab("Graph");
        Window.until("no filter", 20, () -> !hasField("Filter"));
        assertThat(Frame.getFrames()).isEmpty();
    }

    @Test
    @Order(3)
    void theGuideIsTextOfTheWindowItself() throws IOException {
        User.command("theoria.ui.openGuide");
        Window.until("the guide", 20, () -> Wizard.hasTextWith("Getting started"));
        Window.screenshot("without-browser");
    }

    private static boolean hasField(String start) {
        return Window.all(Text.class).stream().anyMatch(t -> t.getMessage().startsWith(start));
    }
}

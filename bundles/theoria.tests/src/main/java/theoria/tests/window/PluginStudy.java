package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** After the restart: the study and the viewer of the plug-in work, and the wizard removes it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PluginStudy {
    /** As the catalogue, and the result, name it. */
    static final String STUDY = "Gaussian weights";

    @Test
    @Order(1)
    void runsAndIsShownByItsOwnViewer() throws IOException {
        User.choose("small");
        User.choose(STUDY);
        User.press("Run");
        Window.until("the result is in front", 30, () -> FirstStart.editor().equals(STUDY));
        Window.until("the study is done", 60, () -> FirstStart.unfinished() == 0);
        User.tab("Polar");
        Window.screenshot("plugin-viewer");
    }

    @Test
    @Order(2)
    void isRemovedByTheWizard() throws IOException {
        User.menu("Help", "Installation Details");
        User.choose(Wizard.PLUGIN);
        Window.screen("wizard-installed");
        assertThat(Window.on(PluginStudy::installed)).containsExactly(Wizard.PLUGIN);
        User.press("Uninstall...");
        Window.until("what will go", 60, () -> FirstStart.hasText("Uninstall Details"));
        User.press("Finish");
        Window.until("it is removed", 60, () -> Wizard.hasTextWith("Restart Theoria"));
        User.press("No");
    }

    /** What the list with an identifier for each, which is that of p2, holds. */
    private static List<String> installed() {
        return Window.all(Tree.class).stream()
                .filter(tree -> tree.getColumnCount() > 2)
                .filter(tree -> tree.getColumn(2).getText().equals("Id"))
                .flatMap(tree -> Arrays.stream(tree.getItems()))
                .map(TreeItem::getText)
                .toList();
    }
}

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

/** After the removal: the study is gone, its result stays, and other kinds of site offer it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PluginGone {
    @Test
    @Order(1)
    void itsStudyIsGoneAndItsResultIsNot() throws IOException {
        Window.until("the catalogue is there", 60, () -> studies().contains("Loss surface"));
        assertThat(Window.on(PluginGone::studies)).doesNotContain(PluginStudy.STUDY);
        Window.until("its result is shown", 30, () -> FirstStart.hasTab("Density of the weights"));
        assertThat(Window.on(() -> FirstStart.hasTab("Curves"))).isTrue();
        assertThat(Window.on(() -> FirstStart.hasTab("Polar"))).isFalse();
        Window.screenshot("plugin-gone");
    }

    @Test
    @Order(2)
    void aZipFileOffersIt() {
        offers("zip");
    }

    @Test
    @Order(3)
    void aServerWhoseCertificateIsTrustedOffersIt() {
        offers("https");
    }

    private static void offers(String kind) {
        Wizard.list(System.getProperty("theoria.tests.site." + kind, ""));
        Window.press("Cancel");
        Window.until("the wizard is closed", 20, () -> !FirstStart.hasText("Available Software"));
    }

    /** What stands under the chapters of the catalogue. */
    private static List<String> studies() {
        return Window.all(Tree.class).stream()
                .flatMap(tree -> Arrays.stream(tree.getItems()))
                .flatMap(chapter -> Arrays.stream(chapter.getItems()))
                .map(TreeItem::getText)
                .toList();
    }
}

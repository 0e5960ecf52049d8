package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.io.IOException;

/** After the removal: the study is gone, its result stays, and other kinds of site offer it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PluginGone {
    @Test
    @Order(1)
    void itsStudyIsGoneAndItsResultIsNot() throws IOException {
        Window.until("the catalogue is there", 60, () -> Window.entries().contains("Loss surface"));
        assertThat(Window.on(Window::entries)).doesNotContain(PluginStudy.STUDY);
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
        User.press("Cancel");
        Window.until("the wizard is closed", 20, () -> !FirstStart.hasText("Available Software"));
    }
}

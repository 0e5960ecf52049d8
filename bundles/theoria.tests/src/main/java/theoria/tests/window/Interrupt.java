package theoria.tests.window;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.io.IOException;

/** A surface that is watched while it refines, held, and left behind when the window closes. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class Interrupt {
    @Test
    @Order(1)
    void aSurfaceRefinesWhileItIsWatched() throws IOException {
        User.view("theoria.ui.runs");
        User.choose("Loss surface");
        User.set("grid", "31");
        User.set("seed", "7");
        User.press("Run");
        Window.until("a first picture", 60, () -> FirstStart.hasTab("3-D") && percent() > 0);
        Window.screenshot("surface-coarse");
    }

    @Test
    @Order(2)
    void aClickSelectsAPointOfIt() throws IOException {
        User.tab("Map");
        Window.until("a point is selected", 30, Interrupt::clickInTheMiddle);
        Window.screenshot("selection-point");
    }

    /** Clicks into the middle of the map in front, and tells whether a point is selected. */
    static boolean clickInTheMiddle() {
        Following.picture()
                .ifPresent(map -> Following.click(map, map.getSize().x / 2, map.getSize().y / 2));
        return Window.texts().stream().anyMatch(text -> text.contains("point ("));
    }

    @Test
    @Order(3)
    void itIsHeldAndGoesOn() {
        User.pressTool("Pause");
        Window.until("it is held", 20, () -> state().startsWith("paused"));
        User.pressTool("Pause");
        Window.until("it goes on", 20, () -> state().contains("%") && !state().startsWith("p"));
    }

    private static String state() {
        return Window.runs().isEmpty() ? "" : Window.runs().get(0).getText(2);
    }

    private static int percent() {
        String digits = state().replaceAll(" %.*", "").replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
}

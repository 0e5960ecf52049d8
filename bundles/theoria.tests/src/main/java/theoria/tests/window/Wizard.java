package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/** The example plug-in comes into the product by the wizard of the window. */
final class Wizard {
    private static final String CATEGORY = "Theoria examples";
    static final String PLUGIN = "Theoria Examples";

    @Test
    void installsFromAFolder() throws IOException {
        list(System.getProperty("theoria.tests.site", ""));
        User.tick(PLUGIN);
        User.choose(PLUGIN);
        Window.until("what it is", 10, () -> hasTextWith("excess kurtosis"));
        Window.screen("wizard-install");
        User.press("Next >");
        Window.until("the items are resolved", 60, () -> FirstStart.hasText("Install Details"));
        User.press("Next >");
        Window.until("the licence", 20, () -> hasTextWith("Apache License, Version 2.0"));
        Window.screen("wizard-licence");
        User.radio("I accept the terms of the license agreement");
        User.press("Finish");
        Window.until("the question of trust", 60, () -> hasTextWith("unsigned content"));
        Window.screen("wizard-trust");
        User.press("Select All");
        User.press("Trust Selected");
        Window.until("it is installed", 60, () -> hasTextWith("Restart Theoria"));
        User.press("No");
    }

    /** Opens the wizard, adds a site, and waits until it lists the plug-in. */
    static void list(String site) {
        assertThat(site).isNotEmpty();
        User.menu("Help", "Install New Software...");
        User.press("Add...");
        User.write("Location:", site);
        User.press("Add");
        User.expand(CATEGORY);
        Window.until("it lists the plug-in", 30, () -> Window.entries().contains(PLUGIN));
    }

    static boolean hasTextWith(String part) {
        return Window.texts().stream().anyMatch(text -> text.contains(part));
    }
}

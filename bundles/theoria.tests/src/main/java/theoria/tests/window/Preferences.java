package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jface.bindings.Binding;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.ui.keys.IBindingService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The dialog of the preferences, with our pages and those of the platform. */
final class Preferences {
    private static final String SCHEME = "theoria.ui.keys";

    @AfterEach
    void close() {
        Settle.closeDialogs();
    }

    @Test
    void everyPageOpens() throws IOException {
        open();
        User.expand("General");
        for (String page :
                new String[] {"Keys", "Network Connections", "Security", "Install/Update"}) {
            User.choose(page);
            Window.until("page " + page, 20, () -> Window.texts().contains(page));
            Window.screen("preferences-" + page.replaceAll("\\W", "-").toLowerCase(Locale.ROOT));
        }
        User.choose("Keys");
        Window.until(
                "our commands have their keys",
                20,
                () -> Window.texts().stream().anyMatch(text -> text.contains("Back")));
    }

    /** Two commands on one key in one place and scheme: the platform then runs neither. */
    @Test
    void ourKeysGoBeforeThoseOfThePlatform() {
        IBindingService keys =
                Window.on(() -> Window.workbench().getService(IBindingService.class));
        assertThat(Window.on(() -> keys.getActiveScheme().getId())).isEqualTo(SCHEME);
        List<Binding> ours =
                Window.on(
                        () ->
                                Arrays.stream(keys.getBindings())
                                        .filter(key -> key.getParameterizedCommand() != null)
                                        .filter(Preferences::isOurs)
                                        .toList());
        assertThat(ours).hasSizeGreaterThan(8);
        assertThat(ours).allSatisfy(key -> assertThat(key.getSchemeId()).isEqualTo(SCHEME));
        assertThat(ours.stream().map(Binding::getTriggerSequence)).doesNotHaveDuplicates();
    }

    private static boolean isOurs(Binding key) {
        return key.getParameterizedCommand().getId().startsWith("theoria.");
    }

    @Test
    void brightnessIsChosenThere() throws IOException {
        open();
        User.choose("General");
        User.radio("Dark");
        Window.screen("preferences-general");
        User.press("Apply and Close");
        Window.until("dark", 20, () -> ground() < 128);
        open();
        User.choose("General");
        User.press("Restore Defaults");
        User.press("Apply and Close");
        Window.until("light again", 20, () -> ground() >= 128);
        assertThat(Window.on(Settle::dialogs)).isEmpty();
    }

    private static void open() {
        Window.later(() -> User.command("org.eclipse.ui.window.preferences"));
        Window.until("the dialog", 20, () -> !Settle.dialogs().isEmpty());
    }

    private static int ground() {
        return Window.all(CTabFolder.class).get(0).getBackground().getRed();
    }
}

package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.jface.bindings.Binding;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.ui.keys.IBindingService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The dialog of the preferences, with our pages and those of the platform. */
final class Preferences {
    @AfterEach
    void close() {
        Settle.closeDialogs();
    }

    @Test
    void everyPageOpens() throws IOException {
        open();
        Window.expand("General");
        for (String page :
                new String[] {"Keys", "Network Connections", "Security", "Install/Update"}) {
            Window.choose(page);
            Window.until("page " + page, 20, () -> Window.texts().contains(page));
            Window.screen("preferences-" + page.replaceAll("\\W", "-").toLowerCase(Locale.ROOT));
        }
        Window.choose("Keys");
        Window.until(
                "our commands have their keys",
                20,
                () -> Window.texts().stream().anyMatch(text -> text.contains("Back")));
    }

    /** Two commands on one key in one place: the platform then runs neither. */
    @Test
    void noKeyOfOursIsInConflict() {
        Map<String, String> found = new TreeMap<>();
        Window.on(
                () -> {
                    IBindingService keys = Window.workbench().getService(IBindingService.class);
                    for (Binding key : keys.getBindings()) {
                        ParameterizedCommand command = key.getParameterizedCommand();
                        if (command != null && command.getId().startsWith("theoria.")) {
                            Binding match = keys.getPerfectMatch(key.getTriggerSequence());
                            found.put(
                                    command.getId() + " " + key.getTriggerSequence(),
                                    match == null ? "" : match.getParameterizedCommand().getId());
                        }
                    }
                    return true;
                });
        assertThat(found).isNotEmpty();
        assertThat(found).allSatisfy((key, command) -> assertThat(key).startsWith(command + " "));
    }

    @Test
    void brightnessIsChosenThere() throws IOException {
        open();
        Window.choose("General");
        Window.radio("Dark");
        Window.screen("preferences-general");
        Window.press("Apply and Close");
        Window.until("dark", 20, () -> ground() < 128);
        open();
        Window.choose("General");
        Window.press("Restore Defaults");
        Window.press("Apply and Close");
        Window.until("light again", 20, () -> ground() >= 128);
        assertThat(Window.on(Settle::dialogs)).isEmpty();
    }

    private static void open() {
        Window.later(() -> Window.command("org.eclipse.ui.window.preferences"));
        Window.until("the dialog", 20, () -> !Settle.dialogs().isEmpty());
    }

    private static int ground() {
        return Window.all(CTabFolder.class).get(0).getBackground().getRed();
    }
}

package theoria.ui.internal.command;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.jspecify.annotations.Nullable;

import theoria.ui.internal.home.Themes;

/** Makes the window light, dark, or as the desktop is. */
public final class SwitchTheme extends AbstractHandler {
    private static final String THEME = "theoria.ui.theme.name";

    @Override
    public @Nullable Object execute(ExecutionEvent event) {
        String name = event.getParameter(THEME);
        Themes.choose(name == null ? Themes.DESKTOP : name);
        return null;
    }
}

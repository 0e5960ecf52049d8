package theoria.ui.internal.command;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.jspecify.annotations.Nullable;

import theoria.ui.internal.desk.Desk;

/** Selects what was selected before. */
public final class GoBack extends AbstractHandler {
    @Override
    public @Nullable Object execute(ExecutionEvent event) {
        Desk.get().selection().back();
        return null;
    }
}

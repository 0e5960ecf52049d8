package theoria.ui.internal.command;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.jspecify.annotations.Nullable;

import theoria.ui.internal.desk.Desk;

/** Selects again what was gone back from. */
public final class GoForward extends AbstractHandler {
    @Override
    public @Nullable Object execute(ExecutionEvent event) {
        Desk.get().selection().forward();
        return null;
    }
}

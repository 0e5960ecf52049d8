package theoria.ui.internal.command;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.jspecify.annotations.Nullable;

import theoria.ui.internal.run.RunBoard;

/** Holds the run at work, or lets it go on. */
public final class PauseRun extends AbstractHandler {
    @Override
    public @Nullable Object execute(ExecutionEvent event) {
        RunBoard.get().alive().ifPresent(RunBoard.get()::toggle);
        return null;
    }
}

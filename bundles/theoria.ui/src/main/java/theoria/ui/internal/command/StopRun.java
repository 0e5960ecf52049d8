package theoria.ui.internal.command;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.jspecify.annotations.Nullable;

import theoria.ui.internal.run.RunBoard;

/** Stops the run at work; what it has is kept. */
public final class StopRun extends AbstractHandler {
    @Override
    public @Nullable Object execute(ExecutionEvent event) {
        RunBoard.get().alive().ifPresent(RunBoard.get()::cancel);
        return null;
    }
}

package theoria.ui.internal.command;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jspecify.annotations.Nullable;

import theoria.ui.internal.home.Homes;
import theoria.ui.internal.run.DemoJob;

/** Runs the demo and ends on the home page of the network it trains. */
public final class RunDemo extends AbstractHandler {
    @Override
    public @Nullable Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        new DemoJob(model -> Homes.open(window.getActivePage(), model)).schedule();
        return null;
    }
}

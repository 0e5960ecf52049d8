package theoria.ui.internal.command;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jspecify.annotations.Nullable;

import theoria.ui.internal.desk.Desk;
import theoria.ui.internal.help.Guides;
import theoria.ui.internal.home.Homes;
import theoria.ui.internal.model.Opening;
import theoria.ui.internal.run.DemoJob;
import theoria.ui.internal.run.RunBoard;
import theoria.ui.internal.run.RunEntry;
import theoria.ui.internal.study.StudyForms;
import theoria.ui.internal.study.TrainingDialog;

import java.util.Map;
import java.util.function.Consumer;

/** The commands of the window that need no more than the window, by identifier. */
public final class WindowCommand extends AbstractHandler {
    private static final Map<String, Consumer<IWorkbenchWindow>> COMMANDS =
            Map.ofEntries(
                    Map.entry("theoria.ui.openNetwork", Opening::askNetwork),
                    Map.entry("theoria.ui.openData", Opening::askData),
                    Map.entry("theoria.ui.openDataFolder", Opening::askDataFolder),
                    Map.entry("theoria.ui.train", w -> new TrainingDialog(w).open()),
                    Map.entry("theoria.ui.demo", WindowCommand::demo),
                    Map.entry("theoria.ui.welcome", w -> Homes.welcome(w.getActivePage())),
                    Map.entry("theoria.ui.home", WindowCommand::home),
                    Map.entry("theoria.ui.back", w -> Desk.get().selection().back()),
                    Map.entry("theoria.ui.forward", w -> Desk.get().selection().forward()),
                    Map.entry(
                            "theoria.ui.useSelection",
                            w -> StudyForms.useSelection(w.getActivePage())),
                    Map.entry("theoria.ui.tour", Guides::tour),
                    Map.entry("theoria.ui.openGuide", w -> Guides.open(w.getActivePage())),
                    Map.entry("theoria.ui.help", WindowCommand::help),
                    Map.entry("theoria.ui.pause", w -> withRun(RunBoard.get()::toggle)),
                    Map.entry("theoria.ui.stop", w -> withRun(RunBoard.get()::cancel)));

    @Override
    public @Nullable Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        String id = event.getCommand().getId();
        Consumer<IWorkbenchWindow> command = COMMANDS.get(id);
        if (command == null) {
            throw new ExecutionException("the window has no command " + id);
        }
        command.accept(window);
        return null;
    }

    private static void demo(IWorkbenchWindow window) {
        new DemoJob(model -> Homes.open(window.getActivePage(), model)).schedule();
    }

    private static void home(IWorkbenchWindow window) {
        Desk.get().models().stream()
                .findFirst()
                .ifPresent(model -> Homes.open(window.getActivePage(), model));
    }

    private static void help(IWorkbenchWindow window) {
        IWorkbenchPage page = window.getActivePage();
        Guides.about(page, page.getActivePart());
    }

    private static void withRun(Consumer<RunEntry> action) {
        RunBoard.get().alive().ifPresent(action);
    }
}

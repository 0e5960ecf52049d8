package theoria.ui.internal.result;

import org.eclipse.core.runtime.Platform;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;

import theoria.ui.internal.run.RunEntry;

import java.util.List;

/** Opens results. */
public final class Results {
    private Results() {}

    /** Opens the result of a run, or brings it to the front. */
    public static void open(IWorkbenchPage page, RunEntry entry) {
        try {
            IEditorPart there = page.findEditor(new ResultInput(entry));
            if (there != null) {
                page.bringToTop(there);
            } else {
                page.openEditor(new ResultInput(entry), ResultEditor.ID, false);
            }
        } catch (PartInitException e) {
            Platform.getLog(Results.class).error("the result cannot be opened", e);
        }
    }

    /** Opens two to four results of one kind side by side. */
    public static void compare(IWorkbenchPage page, List<RunEntry> entries) {
        try {
            page.openEditor(new CompareInput(entries), CompareEditor.ID);
        } catch (PartInitException e) {
            Platform.getLog(Results.class).error("the results cannot be compared", e);
        }
    }
}

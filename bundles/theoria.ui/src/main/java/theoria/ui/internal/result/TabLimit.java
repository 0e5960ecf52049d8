package theoria.ui.internal.result;

import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;

import theoria.ui.internal.run.RunEntry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Closes the tabs that were not looked at for longest when more are open than anybody can tell
 * apart: a change of the theme styles every control there is, so a window must not grow with
 * everything that was ever opened in it. Nothing is lost, results and models stay in their lists.
 * What can be seen and runs that are alive stay open.
 */
public final class TabLimit implements IPartListener2 {
    /** How many editors stay open. */
    public static final int MOST = 30;

    private final Map<IWorkbenchPartReference, Long> seen = new WeakHashMap<>();
    private long clock;
    private boolean asked;

    private TabLimit() {}

    /** Watches the editors of a window. */
    public static void keep(IWorkbenchWindow window) {
        window.getPartService().addPartListener(new TabLimit());
    }

    @Override
    public void partVisible(IWorkbenchPartReference part) {
        clock++;
        seen.put(part, clock);
    }

    @Override
    public void partActivated(IWorkbenchPartReference part) {
        partVisible(part);
    }

    @Override
    public void partOpened(IWorkbenchPartReference part) {
        partVisible(part);
        IWorkbenchPage page = part.getPage();
        if (part instanceof IEditorReference && !asked) {
            asked = true;
            page.getWorkbenchWindow().getShell().getDisplay().asyncExec(() -> close(page));
        }
    }

    /** After the editor that was opened is there. */
    private void close(IWorkbenchPage page) {
        asked = false;
        if (page.getWorkbenchWindow().getShell() == null) {
            return; // the window was closed meanwhile
        }
        IEditorReference[] open = page.getEditorReferences();
        List<IEditorReference> candidates = new ArrayList<>();
        for (IEditorReference reference : open) {
            if (!isKept(page, reference)) {
                candidates.add(reference);
            }
        }
        candidates.sort(Comparator.comparingLong(reference -> seen.getOrDefault(reference, 0L)));
        int many = Math.min(candidates.size(), open.length - MOST);
        if (many > 0) {
            page.closeEditors(candidates.subList(0, many).toArray(new IEditorReference[0]), false);
        }
    }

    private static boolean isKept(IWorkbenchPage page, IEditorReference reference) {
        if (reference.getPart(false) == null) {
            return false; // of the session before, never looked at
        }
        if (page.isPartVisible(reference.getPart(false))) {
            return true;
        }
        try {
            IEditorInput input = reference.getEditorInput();
            return input instanceof ResultInput result
                    && result.entry().map(RunEntry::state).filter(s -> s.alive()).isPresent();
        } catch (PartInitException e) {
            return false; // it cannot be shown, so nobody misses it
        }
    }
}

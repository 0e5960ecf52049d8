package theoria.ui.internal.home;

import org.eclipse.core.runtime.Platform;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;

/** Opens the pages a person begins with. */
public final class Homes {
    private Homes() {}

    /** Opens the home page of a model. */
    public static void open(IWorkbenchPage page, String model) {
        open(page, PageInput.of(model), HomeEditor.ID);
    }

    /** Opens the welcome page. */
    public static void welcome(IWorkbenchPage page) {
        open(page, PageInput.WELCOME, WelcomeEditor.ID);
    }

    private static void open(IWorkbenchPage page, IEditorInput input, String editor) {
        try {
            page.openEditor(input, editor);
        } catch (PartInitException e) {
            Platform.getLog(Homes.class).error("the page cannot be opened", e);
        }
    }
}

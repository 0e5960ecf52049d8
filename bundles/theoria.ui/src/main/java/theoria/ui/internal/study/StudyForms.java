package theoria.ui.internal.study;

import org.eclipse.core.runtime.Platform;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;

import theoria.runtime.job.RunSpec;
import theoria.ui.internal.desk.Desk;

/** Opens the form of a study. */
public final class StudyForms {
    private StudyForms() {}

    /** Opens the form with these values. */
    public static void open(IWorkbenchPage page, RunSpec spec) {
        Desk.get().wish(spec);
        reveal(page);
    }

    /** Takes what is selected into the form that is open: its layer, unit, example or point. */
    public static void useSelection(IWorkbenchPage page) {
        if (page.findView(StudyView.ID) instanceof StudyView view) {
            view.useSelection();
        }
    }

    /** Brings the form to the front without taking the keyboard. */
    public static void reveal(IWorkbenchPage page) {
        try {
            page.showView(StudyView.ID, null, IWorkbenchPage.VIEW_VISIBLE);
        } catch (PartInitException e) {
            Platform.getLog(StudyForms.class).error("the form cannot be opened", e);
        }
    }
}

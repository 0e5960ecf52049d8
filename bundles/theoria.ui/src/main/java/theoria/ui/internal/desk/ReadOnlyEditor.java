package theoria.ui.internal.desk;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.part.EditorPart;

/** An editor of the middle of the window in which nothing is edited: pages, results. */
public abstract class ReadOnlyEditor extends EditorPart {
    @Override
    public void init(IEditorSite site, IEditorInput input) {
        setSite(site);
        setInput(input);
        setPartName(input.getName());
        setTitleToolTip(input.getToolTipText());
    }

    @Override
    public final boolean isDirty() {
        return false;
    }

    @Override
    public final boolean isSaveAsAllowed() {
        return false;
    }

    @Override
    public final void doSave(IProgressMonitor monitor) {
        throw new UnsupportedOperationException("nothing here is ever dirty");
    }

    @Override
    public final void doSaveAs() {
        throw new UnsupportedOperationException("nothing here is saved");
    }
}

package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Composite;

import theoria.core.study.result.Result;
import theoria.core.study.result.Text;
import theoria.ui.viewers.ResultViewer;
import theoria.ui.viewers.ViewerSite;

/** Prose in Markdown. */
public final class TextViewer implements ResultViewer {
    private StyledText text;

    @Override
    public boolean shows(Result result) {
        return result instanceof Text;
    }

    @Override
    public void create(Composite parent, ViewerSite site) {
        text = new StyledText(parent, SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        text.setMargins(24, 16, 24, 16);
    }

    @Override
    public void show(Result result) {
        text.setText(((Text) result).markdown());
    }

    @Override
    public void setFocus() {
        text.setFocus();
    }
}

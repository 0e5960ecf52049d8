package theoria.ui.internal.desk;

import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;

/** The page of preferences under which those of the platform stand. */
public final class GeneralPage extends PreferencePage implements IWorkbenchPreferencePage {
    /** Made by the platform. */
    public GeneralPage() {
        noDefaultAndApplyButton();
    }

    @Override
    public void init(IWorkbench workbench) {
        setDescription("Settings of the platform stand below this page.");
    }

    @Override
    protected Control createContents(Composite parent) {
        return new Label(parent, SWT.NONE);
    }
}

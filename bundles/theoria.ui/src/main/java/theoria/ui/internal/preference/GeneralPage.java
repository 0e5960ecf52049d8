package theoria.ui.internal.preference;

import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Group;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;

import theoria.ui.internal.home.Themes;

import java.util.ArrayList;
import java.util.List;

/**
 * The first page of the preferences: brightness. Pages of the platform, such as that of the
 * network, hang below its identifier.
 */
public final class GeneralPage extends PreferencePage implements IWorkbenchPreferencePage {
    private final List<Button> choices = new ArrayList<>();

    @Override
    public void init(IWorkbench workbench) {
        setDescription("Keys, the network and secure storage have pages of their own below.");
    }

    @Override
    protected Control createContents(Composite parent) {
        Composite page = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout();
        layout.marginWidth = 0;
        page.setLayout(layout);
        Group brightness = new Group(page, SWT.NONE);
        brightness.setText("Brightness");
        brightness.setLayout(new GridLayout());
        brightness.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        add(brightness, "As the &desktop", Themes.DESKTOP);
        add(brightness, "&Light", Themes.LIGHT);
        add(brightness, "Dar&k", Themes.DARK);
        choose(Themes.chosen());
        return page;
    }

    private void add(Composite parent, String label, String name) {
        Button choice = new Button(parent, SWT.RADIO);
        choice.setText(label);
        choice.setData(name);
        choices.add(choice);
    }

    private void choose(String name) {
        choices.forEach(choice -> choice.setSelection(name.equals(choice.getData())));
    }

    @Override
    protected void performDefaults() {
        choose(Themes.DESKTOP);
        super.performDefaults();
    }

    @Override
    public boolean performOk() {
        choices.stream()
                .filter(Button::getSelection)
                .map(choice -> String.valueOf(choice.getData()))
                .filter(name -> !name.equals(Themes.chosen()))
                .findFirst()
                .ifPresent(Themes::choose);
        return true;
    }
}

package theoria.ui.internal.home;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

/** The icons of the window, of the set Lucide. */
public final class Icons {
    private static final String BUNDLE = "theoria.ui";

    private Icons() {}

    /** The icon of a name; it stays until the window closes. */
    public static Image image(String name) {
        return JFaceResources.getResources().create(descriptor(name));
    }

    /** The icon of a name, to be made by whoever uses it. */
    public static ImageDescriptor descriptor(String name) {
        return ResourceLocator.imageDescriptorFromBundle(BUNDLE, "icons/lucide/" + name + ".svg")
                .orElseGet(ImageDescriptor::getMissingImageDescriptor);
    }

    /** A button of a bar that does something when it is pressed. */
    public static ToolItem button(
            ToolBar bar, String icon, String label, String help, Runnable action) {
        ToolItem button = new ToolItem(bar, SWT.PUSH);
        dress(button, icon, label, help);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> action.run()));
        return button;
    }

    /** Gives a button an icon in place of a label; the words become its tool tip. */
    public static void dress(ToolItem item, String icon, String label, String help) {
        item.setImage(image(icon));
        item.setToolTipText(label + ": " + help);
        item.setData("theoria.label", label);
    }
}

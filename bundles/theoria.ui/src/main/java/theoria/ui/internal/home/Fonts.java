package theoria.ui.internal.home;

import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;

/** Fonts and brightness of the window. */
public final class Fonts {
    private Fonts() {}

    /** A bold font taller by so many points, which goes with its owner. */
    public static Font heading(Control owner, int taller) {
        FontDescriptor font =
                FontDescriptor.createFrom(JFaceResources.getDefaultFont())
                        .increaseHeight(taller)
                        .setStyle(SWT.BOLD);
        return new LocalResourceManager(JFaceResources.getResources(), owner).create(font);
    }

    /** Whether a control stands on a dark ground. */
    public static boolean dark(Control control) {
        RGB ground = control.getBackground().getRGB();
        return ground.red * 0.3 + ground.green * 0.59 + ground.blue * 0.11 < 128;
    }
}

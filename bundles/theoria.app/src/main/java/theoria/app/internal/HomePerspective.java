package theoria.app.internal;

import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** The window a person begins with. */
public final class HomePerspective implements IPerspectiveFactory {
    /** Identifier of the perspective. */
    public static final String ID = "theoria.app.home";

    @Override
    public void createInitialLayout(IPageLayout layout) {
        Layouts.fill(layout, 0.74f);
    }
}

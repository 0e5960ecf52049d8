package theoria.app.internal;

import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** The window at work on one chapter: the catalogue opens at it, the picture is larger. */
public final class ChapterPerspective implements IPerspectiveFactory {
    @Override
    public void createInitialLayout(IPageLayout layout) {
        Layouts.fill(layout, 0.8f);
    }
}

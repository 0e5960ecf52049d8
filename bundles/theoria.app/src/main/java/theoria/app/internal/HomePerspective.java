package theoria.app.internal;

import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** What I have on the left, what I look at in the middle. */
public final class HomePerspective implements IPerspectiveFactory {
    /** Identifier of the perspective. */
    public static final String ID = "theoria.app.home";

    private static final String WELCOME = "theoria.ui.welcome";
    private static final String MODELS = "theoria.ui.models";
    private static final String LOG = "org.eclipse.pde.runtime.LogView";

    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        String editors = layout.getEditorArea();
        layout.createFolder("left", IPageLayout.LEFT, 0.32f, editors).addView(MODELS);
        layout.createFolder("middle", IPageLayout.RIGHT, 0.68f, editors).addView(WELCOME);
        layout.createPlaceholderFolder("bottom", IPageLayout.BOTTOM, 0.7f, "middle")
                .addPlaceholder(LOG);
    }
}

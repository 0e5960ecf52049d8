package theoria.app.internal;

import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** Opens on the Home perspective, keeps the layout over restarts, and opens the registry. */
final class TheoriaWorkbenchAdvisor extends WorkbenchAdvisor {
    private static final Point FIRST_SIZE = new Point(1200, 780);

    private final OpenRegistry registry;

    TheoriaWorkbenchAdvisor(OpenRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void initialize(IWorkbenchConfigurer configurer) {
        configurer.setSaveAndRestore(true);
    }

    @Override
    public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(
            IWorkbenchWindowConfigurer configurer) {
        return new WorkbenchWindowAdvisor(configurer) {
            @Override
            public void preWindowOpen() {
                configurer.setInitialSize(FIRST_SIZE);
                configurer.setShowCoolBar(false);
                configurer.setShowStatusLine(true);
                configurer.setShowPerspectiveBar(true);
                configurer.setShowProgressIndicator(true);
                configurer.setTitle("Theoria");
            }
        };
    }

    @Override
    public void postStartup() {
        registry.schedule();
    }

    @Override
    public void postShutdown() {
        registry.close();
    }

    @Override
    public String getInitialWindowPerspectiveId() {
        return HomePerspective.ID;
    }
}

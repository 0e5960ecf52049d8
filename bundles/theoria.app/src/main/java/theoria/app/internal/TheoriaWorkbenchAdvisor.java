package theoria.app.internal;

import org.eclipse.jface.preference.IPreferenceStore;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbenchPreferenceConstants;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

import theoria.ui.Window;

/** Opens on the Home perspective, keeps everything over restarts, and opens the registry. */
final class TheoriaWorkbenchAdvisor extends WorkbenchAdvisor {
    private static final Point LEAST_SIZE = new Point(1280, 800);
    private static final String SWITCHER =
            "theoria.app.home, theoria.app.inspect, theoria.app.visualize, theoria.app.landscape,"
                    + " theoria.app.generalize";

    private final OpenRegistry registry;
    private final PluginDialogues plugins = new PluginDialogues();
    private final Splash splash;

    TheoriaWorkbenchAdvisor(OpenRegistry registry, Splash splash) {
        this.registry = registry;
        this.splash = splash;
    }

    @Override
    public void initialize(IWorkbenchConfigurer configurer) {
        configurer.setSaveAndRestore(true);
        IPreferenceStore store = PlatformUI.getPreferenceStore();
        store.setDefault(IWorkbenchPreferenceConstants.SHOW_PROGRESS_ON_STARTUP, false);
        store.setDefault(IWorkbenchPreferenceConstants.PERSPECTIVE_BAR_EXTRAS, SWITCHER);
        store.setDefault(IWorkbenchPreferenceConstants.SHOW_TEXT_ON_PERSPECTIVE_BAR, true);
        store.setDefault(IWorkbenchPreferenceConstants.SHOW_OTHER_IN_PERSPECTIVE_MENU, false);
    }

    @Override
    public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(
            IWorkbenchWindowConfigurer configurer) {
        return new WorkbenchWindowAdvisor(configurer) {
            @Override
            public void preWindowOpen() {
                configurer.setInitialSize(firstSize());
                configurer.setShowCoolBar(true);
                configurer.setShowStatusLine(false);
                configurer.setShowPerspectiveBar(true);
                configurer.setShowProgressIndicator(false);
                configurer.setTitle("Theoria");
            }

            @Override
            public void postWindowOpen() {
                Window.opened(configurer.getWindow());
            }
        };
    }

    /** Three quarters of the screen, so that a large one is made use of. */
    private static Point firstSize() {
        Rectangle screen = Display.getDefault().getPrimaryMonitor().getClientArea();
        return new Point(
                Math.max(LEAST_SIZE.x, screen.width * 3 / 4),
                Math.max(LEAST_SIZE.y, screen.height * 3 / 4));
    }

    @Override
    public void postStartup() {
        // the first moment when the window is on the screen: it is not yet when it has been opened
        splash.close();
        registry.schedule();
        plugins.schedule();
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        if (window != null) {
            Window.started(window, System.getProperties());
        }
    }

    @Override
    public boolean preShutdown() {
        Window.closing();
        return true;
    }

    @Override
    public void postShutdown() {
        registry.close();
        plugins.close();
    }

    @Override
    public String getInitialWindowPerspectiveId() {
        return HomePerspective.ID;
    }
}

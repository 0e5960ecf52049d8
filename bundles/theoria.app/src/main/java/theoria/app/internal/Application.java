package theoria.app.internal;

import org.eclipse.core.runtime.Platform;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.service.datalocation.Location;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;
import org.jspecify.annotations.Nullable;

import theoria.runtime.source.Workspace;
import theoria.ui.Window;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/** Opens the workbench on a workspace that no other workbench has open. */
public final class Application implements IApplication {
    private static final String NAME = "Theoria";
    private static final String INSTANCE_AREA = ".workbench";

    @Override
    public Object start(IApplicationContext context) throws IOException {
        Display.setAppName(NAME);
        Display display = PlatformUI.createDisplay();
        try {
            Location workspace = Platform.getInstanceLocation();
            if (!claim(workspace)) {
                MessageDialog.openInformation(
                        new Shell(display),
                        NAME,
                        "Another window of Theoria has this workspace open: " + folder(workspace));
                return EXIT_OK;
            }
            try (Splash splash = Splash.show(display, Window.startsDark())) {
                int code = PlatformUI.createAndRunWorkbench(display, advisor(workspace, splash));
                return code == PlatformUI.RETURN_RESTART ? EXIT_RESTART : EXIT_OK;
            } finally {
                if (workspace != null) {
                    workspace.release();
                }
            }
        } finally {
            display.dispose();
        }
    }

    private static TheoriaWorkbenchAdvisor advisor(@Nullable Location area, Splash splash) {
        OpenRegistry registry = new OpenRegistry(new Workspace(folder(area)));
        return new TheoriaWorkbenchAdvisor(registry, splash);
    }

    /** The workspace holds the instance area as its folder {@code .workbench}. */
    private static Path folder(@Nullable Location area) {
        if (area != null) {
            Path instance = new File(area.getURL().getPath()).toPath().toAbsolutePath();
            Path parent = instance.getParent();
            if (parent != null && instance.endsWith(INSTANCE_AREA)) {
                return parent;
            }
        }
        return Workspace.locate(null, System.getenv());
    }

    /** Without an instance area ({@code -data @none}) there is nothing to share. */
    private static boolean claim(@Nullable Location workspace) throws IOException {
        return workspace == null || workspace.lock();
    }

    @Override
    public void stop() {
        if (!PlatformUI.isWorkbenchRunning()) {
            return;
        }
        IWorkbench workbench = PlatformUI.getWorkbench();
        Display display = workbench.getDisplay();
        display.syncExec(
                () -> {
                    if (!display.isDisposed()) {
                        workbench.close();
                    }
                });
    }
}

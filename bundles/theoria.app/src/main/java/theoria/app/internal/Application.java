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

import java.io.IOException;

/** Opens the workbench on a workspace that no other workbench has open. */
public final class Application implements IApplication {
    private static final String NAME = "Theoria";

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
                        "Another window of Theoria has this workspace open: " + workspace.getURL());
                return EXIT_OK;
            }
            try {
                int code = PlatformUI.createAndRunWorkbench(display, new TheoriaWorkbenchAdvisor());
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

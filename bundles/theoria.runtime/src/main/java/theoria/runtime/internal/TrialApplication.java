package theoria.runtime.internal;

import org.eclipse.core.runtime.RegistryFactory;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.osgi.framework.FrameworkUtil;

import theoria.runtime.plugin.Trial;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Tries plug-ins in a process of its own; started by {@code theoria plugins check}, not by people.
 */
public final class TrialApplication implements IApplication {
    @Override
    public Object start(IApplicationContext context) throws IOException {
        context.applicationRunning();
        Object given = context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        if (!(given instanceof String[] paths) || paths.length != 3) {
            throw new IllegalArgumentException("expected folders of jars and work, and a file");
        }
        new Trial(
                        FrameworkUtil.getBundle(TrialApplication.class).getBundleContext(),
                        RegistryFactory.getRegistry(),
                        Path.of(paths[2]))
                .run(Path.of(paths[0]), Path.of(paths[1]));
        return EXIT_OK;
    }

    @Override
    public void stop() {
        // ends with its process
    }
}

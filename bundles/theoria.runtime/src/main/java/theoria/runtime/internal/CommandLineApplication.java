package theoria.runtime.internal;

import org.eclipse.core.runtime.RegistryFactory;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;

import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.catalogue.ExtensionCatalogue;
import theoria.runtime.cli.Console;
import theoria.runtime.cli.TheoriaCommand;
import theoria.runtime.job.RunControl;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The command line inside the product: needs no display. */
public final class CommandLineApplication implements IApplication {
    /** How long an interrupted run may take to stop before the process ends all the same. */
    private static final long GRACE_MILLIS = 2000;

    private final RunControl control = new RunControl();

    @Override
    public Object start(IApplicationContext context) throws InterruptedException {
        System.setProperty("java.awt.headless", "true");
        context.applicationRunning();
        Object given = context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        String[] arguments = given instanceof String[] words ? words : new String[0];
        Console console =
                new Console(
                        stream(FileDescriptor.out),
                        stream(FileDescriptor.err),
                        System.getenv(),
                        System.console() != null);
        Catalogue catalogue = new ExtensionCatalogue(RegistryFactory.getRegistry());
        Thread worker = Thread.currentThread();
        Thread interrupted = new Thread(() -> cancel(worker), "theoria-interrupt");
        Runtime.getRuntime().addShutdownHook(interrupted);
        int code = TheoriaCommand.execute(arguments, console, catalogue, control);
        if (!control.cancelled()) {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        }
        return code;
    }

    private void cancel(Thread worker) {
        control.cancel();
        try {
            worker.join(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    @Override
    public void stop() {
        control.cancel();
    }
}

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The command line inside the product: needs no display. */
public final class CommandLineApplication implements IApplication {
    /** How long an interrupted run may take to stop before the process ends all the same. */
    private static final long GRACE_MILLIS = 10_000;

    private final RunControl control = new RunControl();
    private final CountDownLatch finished = new CountDownLatch(1);

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
                        interactive());
        Catalogue catalogue = new ExtensionCatalogue(RegistryFactory.getRegistry());
        Thread interrupted = new Thread(this::cancel, "theoria-interrupt");
        Runtime.getRuntime().addShutdownHook(interrupted);
        int code;
        try {
            code = TheoriaCommand.execute(arguments, console, catalogue, control);
        } finally {
            finished.countDown();
        }
        if (!control.cancelled()) {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        }
        return code;
    }

    /** Whether a person watches; since Java 22 there is a console without a terminal too. */
    private static boolean interactive() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            Object terminal = java.io.Console.class.getMethod("isTerminal").invoke(console);
            return Boolean.TRUE.equals(terminal);
        } catch (NoSuchMethodException e) {
            return true; // before Java 22 only a terminal has a console
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Waits for the command, not for the thread: that one ends with the virtual machine only. */
    private void cancel() {
        control.cancel();
        try {
            if (!finished.await(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                System.err.println("theoria: stopped before the partial result was kept");
            }
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

package theoria.runtime.cli;

import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.job.RunControl;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Opens sessions for commands. */
final class SessionFactory {
    private final Console console;
    private final Catalogue catalogue;
    private final RunControl control;

    SessionFactory(Console console, Catalogue catalogue, RunControl control) {
        this.console = console;
        this.catalogue = catalogue;
        this.control = control;
    }

    /** Sessions of the same product that print nothing. */
    SessionFactory silent() {
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Console silent = new Console(nowhere, nowhere, console.environment(), false);
        return new SessionFactory(silent, catalogue, control);
    }

    Session open(GlobalOptions options) {
        return new Session(console, catalogue, options, control);
    }
}

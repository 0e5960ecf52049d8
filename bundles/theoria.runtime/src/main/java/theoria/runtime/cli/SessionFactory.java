package theoria.runtime.cli;

import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.job.RunControl;

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

    Session open(GlobalOptions options) {
        return new Session(console, catalogue, options, control);
    }
}

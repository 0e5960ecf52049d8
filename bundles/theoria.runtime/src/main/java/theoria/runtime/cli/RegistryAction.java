package theoria.runtime.cli;

import picocli.CommandLine.Mixin;

import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RegistryException;

import java.util.concurrent.Callable;

/** A command that changes something in a registry that is there, and tells it in one line. */
abstract class RegistryAction implements Callable<Integer>, TheoriaCommand.Global {
    /** What a reference to a registered version looks like, for help texts. */
    static final String MODEL = "A registered model: name, name:version or name@alias.";

    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    RegistryAction(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public final boolean debug() {
        return global.debug;
    }

    /** Does it, and gives the line that tells it. */
    abstract String change(ModelRegistry registry) throws RegistryException, UsageException;

    @Override
    public final Integer call() throws RegistryException, UsageException {
        try (Session session = sessions.open(global)) {
            session.print(change(registry(session)));
            return ExitCode.FINE;
        }
    }

    /** The registry of the workspace, which has to be there already. */
    static ModelRegistry registry(Session session) throws RegistryException {
        if (!session.workspace().exists()) {
            throw new RegistryException("there is no registry in " + session.workspace().folder());
        }
        return session.workspace().registry();
    }

    /** The version a reference names. */
    static ModelVersion version(ModelRegistry registry, String reference) throws RegistryException {
        return registry.find(reference)
                .orElseThrow(
                        () ->
                                new RegistryException(
                                        "there is no registered model '"
                                                + reference
                                                + "'; expected name, name:version or name@alias"));
    }

    /** A word that may be a name, an alias or a tag; {@code use} is as in NewVersion. */
    static String name(String word, String use) throws UsageException {
        return RunOptions.usage(() -> NewVersion.requireName(word, use));
    }
}

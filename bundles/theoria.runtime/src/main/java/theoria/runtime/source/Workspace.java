package theoria.runtime.source;

import org.jspecify.annotations.Nullable;

import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.registry.RepairReport;
import theoria.registry.SqliteRegistry;

import java.nio.file.Path;
import java.util.Map;

/**
 * A person's folder of models, runs and results. The registry in it is opened when it is first
 * needed, so that commands on files leave no trace.
 */
public final class Workspace implements AutoCloseable {
    private final Path folder;
    private @Nullable ModelRegistry registry;

    /** The workspace in this folder, which need not exist yet. */
    public Workspace(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * The folder that is used: the given one, else {@code THEORIA_WORKSPACE}, else {@code
     * ~/theoria}.
     */
    public static Path locate(@Nullable Path given, Map<String, String> environment) {
        if (given != null) {
            return given;
        }
        String variable = environment.get("THEORIA_WORKSPACE");
        return variable != null && !variable.isBlank()
                ? Path.of(variable)
                : Path.of(System.getProperty("user.home"), "theoria");
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** Whether there is a registry in the folder already. */
    public boolean exists() {
        return SqliteRegistry.existsIn(folder);
    }

    /**
     * The registry, opened on first use.
     *
     * @throws RegistryException if the folder cannot be used
     */
    public synchronized ModelRegistry registry() throws RegistryException {
        ModelRegistry open = registry;
        if (open == null) {
            open = SqliteRegistry.open(folder);
            registry = open;
        }
        return open;
    }

    /**
     * Makes the registry's index again as far as it is lost or damaged. Nobody else may use the
     * workspace meanwhile; a registry that this object had opened is closed.
     *
     * @throws RegistryException if there is nothing to repair in the folder
     */
    public synchronized RepairReport repair() throws RegistryException {
        close();
        return SqliteRegistry.repair(folder);
    }

    @Override
    public synchronized void close() {
        ModelRegistry open = registry;
        if (open != null) {
            open.close();
            registry = null;
        }
    }
}

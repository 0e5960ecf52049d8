package theoria.runtime.source;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;

import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.RegistryException;

import java.util.Optional;
import java.util.function.Consumer;

/** The registry of a workspace as the one OSGi service that the bundles of a workbench share. */
public final class RegistryService implements AutoCloseable {
    private final Workspace workspace;
    private final ServiceRegistration<ModelRegistry> registration;
    private final ServiceRegistration<Workspace> place;

    private RegistryService(Workspace workspace, ModelRegistry registry) {
        this.workspace = workspace;
        this.place = bundles().registerService(Workspace.class, workspace, null);
        this.registration = bundles().registerService(ModelRegistry.class, registry, null);
    }

    /**
     * Opens the registry of the workspace and publishes it until this object is closed, which
     * closes the workspace as well.
     *
     * @throws RegistryException if the workspace cannot be used
     */
    public static RegistryService publish(Workspace workspace) throws RegistryException {
        return new RegistryService(workspace, workspace.registry());
    }

    /**
     * Tells the listener which registry there is, now and whenever that changes, on the thread that
     * changes it.
     *
     * @return ends the listening when it is closed
     */
    public static Following follow(Consumer<Optional<ModelRegistry>> listener) {
        Tracker tracker = new Tracker(bundles(), listener);
        tracker.open();
        return tracker::close;
    }

    /** The workspace that is published, if one is. */
    public static Optional<Workspace> workspace() {
        ServiceReference<Workspace> reference = bundles().getServiceReference(Workspace.class);
        return reference == null
                ? Optional.empty()
                : Optional.ofNullable(bundles().getService(reference));
    }

    @Override
    public void close() {
        registration.unregister();
        place.unregister();
        workspace.close();
    }

    private static BundleContext bundles() {
        return FrameworkUtil.getBundle(RegistryService.class).getBundleContext();
    }

    /** Ends the listening. */
    @FunctionalInterface
    public interface Following extends AutoCloseable {
        @Override
        void close();
    }

    private static final class Tracker extends ServiceTracker<ModelRegistry, ModelRegistry> {
        private final Consumer<Optional<ModelRegistry>> listener;

        Tracker(BundleContext context, Consumer<Optional<ModelRegistry>> listener) {
            super(context, ModelRegistry.class, null);
            this.listener = listener;
        }

        @Override
        public ModelRegistry addingService(ServiceReference<ModelRegistry> reference) {
            ModelRegistry registry = super.addingService(reference);
            listener.accept(Optional.of(registry));
            return registry;
        }

        @Override
        public void removedService(
                ServiceReference<ModelRegistry> reference, ModelRegistry registry) {
            super.removedService(reference, registry);
            listener.accept(Optional.empty());
        }
    }
}

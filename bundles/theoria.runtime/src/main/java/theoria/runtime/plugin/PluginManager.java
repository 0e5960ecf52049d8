package theoria.runtime.plugin;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.ProvisionException;
import org.eclipse.equinox.p2.engine.IEngine;
import org.eclipse.equinox.p2.engine.IProfile;
import org.eclipse.equinox.p2.engine.IProfileRegistry;
import org.eclipse.equinox.p2.engine.IProvisioningPlan;
import org.eclipse.equinox.p2.engine.PhaseSetFactory;
import org.eclipse.equinox.p2.engine.ProvisioningContext;
import org.eclipse.equinox.p2.engine.query.IUProfilePropertyQuery;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.metadata.MetadataFactory.InstallableUnitDescription;
import org.eclipse.equinox.p2.planner.IPlanner;
import org.eclipse.equinox.p2.planner.IProfileChangeRequest;
import org.eclipse.equinox.p2.query.IQuery;
import org.eclipse.equinox.p2.query.IQueryable;
import org.eclipse.equinox.p2.query.QueryUtil;
import org.eclipse.equinox.p2.repository.IRepositoryManager;
import org.eclipse.equinox.p2.repository.artifact.IArtifactRepository;
import org.eclipse.equinox.p2.repository.artifact.IArtifactRepositoryManager;
import org.eclipse.equinox.p2.repository.metadata.IMetadataRepositoryManager;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

import theoria.runtime.plugin.PluginException.Kind;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The plug-ins of this product, by p2's own services: the same profile that the window's dialogues
 * work on. What it plans is done only by {@link #perform}. Sites that were not known before are
 * forgotten when this is closed.
 */
public final class PluginManager implements AutoCloseable {
    /** Marks the features of the product itself (their p2.inf); they are no plug-ins. */
    private static final String OWN = "theoria.product.part";

    /** How long p2 may take to write down what it knows. */
    private static final long PATIENCE_MILLIS = 5000;

    private final BundleContext context;
    private final ServiceReference<IProvisioningAgent> reference;
    private final IProvisioningAgent agent;
    private final IProfile profile;
    private final List<PluginSite> visited = new ArrayList<>();

    private PluginManager(
            BundleContext context,
            ServiceReference<IProvisioningAgent> reference,
            IProfile profile) {
        this.context = context;
        this.reference = reference;
        this.agent = profile.getProvisioningAgent();
        this.profile = profile;
    }

    /**
     * Opens the profile of the running product.
     *
     * @throws PluginException if this process is no installed product
     */
    public static PluginManager open() throws PluginException {
        Bundle bundle = FrameworkUtil.getBundle(PluginManager.class);
        if (bundle == null) {
            throw noProduct();
        }
        BundleContext context = bundle.getBundleContext();
        ServiceReference<IProvisioningAgent> reference =
                context.getServiceReference(IProvisioningAgent.class);
        IProvisioningAgent agent = reference == null ? null : context.getService(reference);
        IProfileRegistry registry = agent == null ? null : agent.getService(IProfileRegistry.class);
        IProfile profile = registry == null ? null : registry.getProfile(IProfileRegistry.SELF);
        if (reference == null || profile == null) {
            throw noProduct();
        }
        if (profile.query(QueryUtil.ALL_UNITS, new NullProgressMonitor()).isEmpty()) {
            throw new PluginException(
                    Kind.OBSTACLE,
                    "what is installed cannot be read: another process is changing the plug-ins of"
                            + " this product, or its folder may not be written to");
        }
        return new PluginManager(context, reference, profile);
    }

    private static PluginException noProduct() {
        return new PluginException(
                Kind.OBSTACLE, "plug-ins belong to an installed product, and this process is none");
    }

    /** What is installed besides the product, by name. */
    public List<InstalledPlugin> installed() {
        return roots().stream().map(root -> InstalledPlugin.of(root, profile)).toList();
    }

    /** Finds in a profile what people installed: neither the product nor its parts. */
    public static IQuery<IInstallableUnit> plugins() {
        return QueryUtil.createPipeQuery(
                new IUProfilePropertyQuery(IProfile.PROP_PROFILE_ROOT_IU, "true"),
                QueryUtil.createMatchQuery(
                        "properties[$0] == null && properties[$1] == null",
                        OWN,
                        InstallableUnitDescription.PROP_TYPE_PRODUCT));
    }

    private List<IInstallableUnit> roots() {
        List<IInstallableUnit> roots = new ArrayList<>();
        for (IInstallableUnit unit : profile.query(plugins(), new NullProgressMonitor())) {
            if (QueryUtil.isGroup(unit) || Change.isBundle(unit)) {
                roots.add(unit);
            }
        }
        roots.sort(Comparator.comparing(Units::name));
        return roots;
    }

    /**
     * What installing from a site would change.
     *
     * @param ids of features or bundles; all features of the site if none is given
     * @throws PluginException if the site cannot be read, has no such plug-in, or does not go
     *     together with the product
     */
    public Change install(PluginSite site, List<String> ids) throws PluginException {
        // else p2 works on a profile of the person, which is not the one that the product has
        ProductFolder.of(context).requireWritable();
        IQueryable<IInstallableUnit> offered = load(site);
        List<IInstallableUnit> wanted = Offer.of(offered).wanted(ids, site.text());
        IPlanner planner = service(IPlanner.class);
        IProfileChangeRequest request = planner.createChangeRequest(profile);
        for (IInstallableUnit unit : wanted) {
            for (IInstallableUnit old : query(profile, unit.getId())) {
                if (!old.getVersion().equals(unit.getVersion())) {
                    request.remove(old);
                }
            }
            request.add(unit);
            request.setInstallableUnitProfileProperty(
                    unit, IProfile.PROP_PROFILE_ROOT_IU, Boolean.TRUE.toString());
        }
        IProvisioningPlan plan = plan(planner, request, site);
        if (plan.getStatus().getSeverity() == IStatus.ERROR) {
            List<String> why =
                    new Explanation(wanted, offered, profile).sentences(plan.getStatus());
            throw new PluginException(
                    Kind.OBSTACLE,
                    names(wanted) + " cannot be installed: " + String.join("; ", why));
        }
        return new Change(plan);
    }

    /**
     * What removing a plug-in would change.
     *
     * @throws PluginException if there is no such plug-in, or something needs it
     */
    public Change remove(String id) throws PluginException {
        ProductFolder.of(context).requireWritable();
        List<IInstallableUnit> roots = roots();
        List<IInstallableUnit> meant =
                roots.stream().filter(root -> Units.isMeant(root, id)).toList();
        if (meant.isEmpty()) {
            throw new PluginException(Kind.USAGE, notThere(id, roots));
        }
        IPlanner planner = service(IPlanner.class);
        IProfileChangeRequest request = planner.createChangeRequest(profile);
        request.removeAll(meant);
        IProvisioningPlan plan =
                planner.getProvisioningPlan(request, emptyContext(), new NullProgressMonitor());
        if (plan.getStatus().getSeverity() == IStatus.ERROR) {
            List<String> why =
                    new Explanation(List.of(), profile, profile).sentences(plan.getStatus());
            throw new PluginException(
                    Kind.OBSTACLE, names(meant) + " cannot be removed: " + String.join("; ", why));
        }
        return new Change(plan);
    }

    private String notThere(String id, List<IInstallableUnit> roots) {
        List<String> known = roots.stream().map(Units::plainId).toList();
        boolean own =
                !query(profile, id).isEmpty() || !query(profile, id + ".feature.group").isEmpty();
        String what =
                own
                        ? "'" + id + "' is a part of the product or of a plug-in, not a plug-in"
                        : "there is no plug-in '" + id + "'";
        return what
                + (known.isEmpty()
                        ? "; none is installed"
                        : "; installed are " + String.join(", ", known));
    }

    /**
     * Does what was planned. What is not needed any more goes from the disk.
     *
     * @throws PluginException if the product cannot be changed
     */
    public void perform(Change change) throws PluginException {
        IStatus status;
        try {
            // trust is not asked for: the command prints the signer, a person decides before
            status =
                    service(IEngine.class)
                            .perform(
                                    change.plan(),
                                    PhaseSetFactory.createDefaultPhaseSetExcluding(
                                            new String[] {PhaseSetFactory.PHASE_CHECK_TRUST}),
                                    new NullProgressMonitor());
        } catch (IllegalStateException e) {
            throw new PluginException(
                    Kind.OBSTACLE,
                    "another process is changing the plug-ins of this product; try again when it"
                            + " has ended",
                    e);
        }
        if (!status.isOK() && status.getSeverity() >= IStatus.ERROR) {
            throw new PluginException(
                    Kind.OBSTACLE,
                    "nothing was changed: " + Reasons.deepest(status),
                    Reasons.throwable(status));
        }
        if (change.leavesFiles()) {
            settle();
            new CleanUp(ProductFolder.of(context), profile.getProfileId()).run();
        }
    }

    /**
     * Deletes the files of plug-ins that another, such as the window's wizard, has removed since
     * this was opened.
     *
     * @throws PluginException if they are left
     */
    public void cleanUp() throws PluginException {
        IProfile now = service(IProfileRegistry.class).getProfile(IProfileRegistry.SELF);
        if (now != null && !units(now).containsAll(units(profile))) {
            new CleanUp(ProductFolder.of(context), profile.getProfileId()).run();
        }
    }

    private static Set<IInstallableUnit> units(IProfile of) {
        return of.query(QueryUtil.ALL_UNITS, new NullProgressMonitor()).toUnmodifiableSet();
    }

    /**
     * Copies the bundles that a change would bring into a folder.
     *
     * @throws PluginException if one cannot be had, or they are larger than what may be tried
     */
    public List<Path> fetch(Change change, PluginSite site, Path folder) throws PluginException {
        try {
            IArtifactRepository repository =
                    service(IArtifactRepositoryManager.class)
                            .loadRepository(site.location(), new NullProgressMonitor());
            return new BundleFetcher(repository, site.text()).fetch(change.newBundles(), folder);
        } catch (ProvisionException e) {
            throw unreadable(site, e);
        }
    }

    private IQueryable<IInstallableUnit> load(PluginSite site) throws PluginException {
        IMetadataRepositoryManager manager = service(IMetadataRepositoryManager.class);
        if (!manager.contains(site.location())) {
            visited.add(site);
        }
        try {
            return manager.loadRepository(site.location(), new NullProgressMonitor());
        } catch (ProvisionException e) {
            throw unreadable(site, e);
        }
    }

    private static PluginException unreadable(PluginSite site, ProvisionException e) {
        return new PluginException(
                Kind.SITE,
                "'" + site.text() + "' cannot be read as a site of plug-ins: " + Reasons.of(e),
                e);
    }

    private IProvisioningPlan plan(
            IPlanner planner, IProfileChangeRequest request, PluginSite site) {
        ProvisioningContext from = emptyContext();
        from.setMetadataRepositories(site.location());
        from.setArtifactRepositories(site.location());
        return planner.getProvisioningPlan(request, from, new NullProgressMonitor());
    }

    /** Looks nowhere but where it is told to. */
    private ProvisioningContext emptyContext() {
        ProvisioningContext nowhere = new ProvisioningContext(agent);
        nowhere.setMetadataRepositories();
        nowhere.setArtifactRepositories();
        nowhere.setProperty(ProvisioningContext.FOLLOW_REPOSITORY_REFERENCES, "false");
        return nowhere;
    }

    private static Collection<IInstallableUnit> query(
            IQueryable<IInstallableUnit> from, String id) {
        return from.query(QueryUtil.createIUQuery(id), new NullProgressMonitor()).toSet();
    }

    private static String names(Collection<IInstallableUnit> units) {
        return String.join(", ", units.stream().map(Units::described).toList());
    }

    private <T> T service(Class<T> type) throws PluginException {
        T service = agent.getService(type);
        if (service == null) {
            throw new PluginException(
                    Kind.OBSTACLE, "this product lacks p2's " + type.getSimpleName());
        }
        return service;
    }

    @Override
    public void close() {
        for (PluginSite site : visited) {
            forget(agent.getService(IMetadataRepositoryManager.class), site);
            forget(agent.getService(IArtifactRepositoryManager.class), site);
        }
        settle();
        context.ungetService(reference);
    }

    /** Waits until p2, which writes its preferences a little later, has done so. */
    private static void settle() {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        IProgressMonitor patience =
                new NullProgressMonitor() {
                    @Override
                    public boolean isCanceled() {
                        return System.nanoTime() - end > 0;
                    }
                };
        try {
            Job.getJobManager().join(null, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (OperationCanceledException expected) {
            // another job goes on; what p2 wanted to write was due long ago
        }
    }

    private static void forget(IRepositoryManager<?> manager, PluginSite site) {
        if (manager != null) {
            manager.removeRepository(site.location());
        }
    }
}

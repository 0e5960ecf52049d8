package theoria.runtime.plugin;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.metadata.IRequirement;
import org.eclipse.equinox.p2.query.IQueryable;
import org.eclipse.equinox.p2.query.QueryUtil;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/**
 * A plug-in of this product.
 *
 * @param id identifier
 * @param name for a person
 * @param version with the stamp of its build
 * @param provider who made it
 * @param bundles symbolic names of the bundles it lists
 */
public record InstalledPlugin(
        String id, String name, String version, String provider, List<String> bundles) {
    /** Takes an immutable copy. */
    public InstalledPlugin {
        bundles = List.copyOf(bundles);
    }

    static InstalledPlugin of(IInstallableUnit root, IQueryable<IInstallableUnit> profile) {
        String provider = root.getProperty(IInstallableUnit.PROP_PROVIDER, null);
        return new InstalledPlugin(
                Units.plainId(root),
                Units.name(root),
                root.getVersion().toString(),
                provider == null ? "" : provider,
                bundles(root, profile));
    }

    /**
     * The bundles that it or a feature within it names exactly; what they require is not theirs.
     */
    private static List<String> bundles(
            IInstallableUnit root, IQueryable<IInstallableUnit> profile) {
        List<IInstallableUnit> all =
                List.copyOf(
                        profile.query(QueryUtil.ALL_UNITS, new NullProgressMonitor())
                                .toUnmodifiableSet());
        TreeSet<String> bundles = new TreeSet<>();
        Deque<IInstallableUnit> open = new ArrayDeque<>(List.of(root));
        TreeSet<String> seen = new TreeSet<>();
        while (!open.isEmpty()) {
            IInstallableUnit unit = open.remove();
            if (Change.isBundle(unit)) {
                bundles.add(unit.getId());
            } else if (seen.add(unit.getId())) {
                for (IRequirement requirement : unit.getRequirements()) {
                    all.stream().filter(requirement::isMatch).forEach(open::add);
                }
            }
        }
        return List.copyOf(bundles);
    }
}

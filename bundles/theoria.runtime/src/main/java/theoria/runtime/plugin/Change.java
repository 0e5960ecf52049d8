package theoria.runtime.plugin;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.equinox.p2.engine.IProvisioningPlan;
import org.eclipse.equinox.p2.metadata.IArtifactKey;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.query.QueryUtil;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an installation or a removal would change, or has changed; nothing is done by itself. */
public final class Change {
    private static final String BUNDLE = "osgi.bundle";

    private final IProvisioningPlan plan;
    private final List<Step> steps = new ArrayList<>();

    /** What happens to one feature or bundle. */
    public enum Action {
        /** It comes. */
        ADD,
        /** It is replaced by another version. */
        UPDATE,
        /** It goes. */
        REMOVE
    }

    /**
     * What happens to one feature or bundle.
     *
     * @param action what
     * @param name for a person
     * @param id symbolic name
     * @param version after it; before it, if the step removes
     * @param before the version that is replaced, empty if none is
     * @param bundle whether it is a bundle, not a feature
     */
    public record Step(
            Action action, String name, String id, String version, String before, boolean bundle) {}

    Change(IProvisioningPlan plan) {
        this.plan = plan;
        Map<String, IInstallableUnit> old = new HashMap<>();
        List<IInstallableUnit> gone = sorted(plan, false);
        gone.forEach(unit -> old.put(unit.getId(), unit));
        for (IInstallableUnit unit : sorted(plan, true)) {
            IInstallableUnit before = old.remove(unit.getId());
            String version = before == null ? "" : before.getVersion().toString();
            steps.add(step(before == null ? Action.ADD : Action.UPDATE, unit, version));
        }
        for (IInstallableUnit unit : gone) {
            if (old.containsKey(unit.getId())) {
                steps.add(step(Action.REMOVE, unit, ""));
            }
        }
    }

    /** Features first, then their bundles. */
    private static List<IInstallableUnit> sorted(IProvisioningPlan plan, boolean additions) {
        List<IInstallableUnit> units = new ArrayList<>();
        (additions ? plan.getAdditions() : plan.getRemovals())
                .query(QueryUtil.ALL_UNITS, new NullProgressMonitor())
                .forEach(
                        unit -> {
                            if (isFeature(unit) || isBundle(unit)) {
                                units.add(unit);
                            }
                        });
        units.sort(
                java.util.Comparator.comparing(Change::isBundle)
                        .thenComparing(IInstallableUnit::getId));
        return units;
    }

    private static Step step(Action action, IInstallableUnit unit, String before) {
        return new Step(
                action,
                Units.name(unit),
                Units.plainId(unit),
                unit.getVersion().toString(),
                before,
                isBundle(unit));
    }

    private static boolean isFeature(IInstallableUnit unit) {
        return QueryUtil.isGroup(unit) && !QueryUtil.isCategory(unit);
    }

    static boolean isBundle(IInstallableUnit unit) {
        return unit.getArtifacts().stream().anyMatch(key -> key.getClassifier().equals(BUNDLE));
    }

    /** What happens, features first; empty if nothing does. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Whether files of the product are not needed any more afterwards. */
    boolean leavesFiles() {
        return steps.stream().anyMatch(step -> step.action() != Action.ADD);
    }

    IProvisioningPlan plan() {
        return plan;
    }

    /** The bundles that come, as they lie on their site. */
    List<IArtifactKey> newBundles() {
        List<IArtifactKey> keys = new ArrayList<>();
        for (IInstallableUnit unit : sorted(plan, true)) {
            unit.getArtifacts().stream()
                    .filter(key -> key.getClassifier().equals(BUNDLE))
                    .forEach(keys::add);
        }
        return keys;
    }
}

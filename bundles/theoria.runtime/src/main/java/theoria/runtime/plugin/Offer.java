package theoria.runtime.plugin;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.query.IQuery;
import org.eclipse.equinox.p2.query.IQueryable;
import org.eclipse.equinox.p2.query.QueryUtil;

import theoria.runtime.plugin.PluginException.Kind;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The newest plug-ins that a site offers.
 *
 * @param features those in its categories; all, if it has none
 * @param units everything that is there
 */
record Offer(List<IInstallableUnit> features, List<IInstallableUnit> units) {
    private static final IProgressMonitor QUIET = new NullProgressMonitor();

    static Offer of(IQueryable<IInstallableUnit> site) {
        Set<IInstallableUnit> features = new LinkedHashSet<>();
        for (IInstallableUnit category : site.query(QueryUtil.createIUCategoryQuery(), QUIET)) {
            site.query(newest(QueryUtil.createIUCategoryMemberQuery(category)), QUIET)
                    .forEach(features::add);
        }
        if (features.isEmpty()) {
            site.query(newest(QueryUtil.createIUGroupQuery()), QUIET).forEach(features::add);
        }
        features.removeIf(unit -> QueryUtil.isCategory(unit));
        List<IInstallableUnit> ordered = new ArrayList<>(features);
        ordered.sort(Comparator.comparing(IInstallableUnit::getId));
        return new Offer(
                List.copyOf(ordered),
                List.copyOf(site.query(newest(QueryUtil.ALL_UNITS), QUIET).toUnmodifiableSet()));
    }

    private static IQuery<IInstallableUnit> newest(IQuery<IInstallableUnit> query) {
        return QueryUtil.createLatestQuery(query);
    }

    /**
     * Those with these identifiers; all features if none is given.
     *
     * @throws PluginException if one is not there, or nothing is
     */
    List<IInstallableUnit> wanted(List<String> ids, String site) throws PluginException {
        if (ids.isEmpty()) {
            if (features.isEmpty()) {
                throw new PluginException(Kind.SITE, "'" + site + "' offers no plug-in");
            }
            return features;
        }
        List<IInstallableUnit> wanted = new ArrayList<>();
        for (String id : ids) {
            List<IInstallableUnit> meant =
                    units.stream()
                            .filter(unit -> Units.isMeant(unit, id))
                            .sorted(Comparator.comparing(QueryUtil::isGroup).reversed())
                            .toList();
            if (meant.isEmpty()) {
                throw new PluginException(
                        Kind.USAGE,
                        "'"
                                + site
                                + "' has no plug-in '"
                                + id
                                + "'; it offers "
                                + String.join(
                                        ", ", features.stream().map(Units::plainId).toList()));
            }
            wanted.add(meant.get(0));
        }
        return wanted;
    }
}

package theoria.runtime.plugin;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.metadata.IProvidedCapability;
import org.eclipse.equinox.p2.metadata.IRequirement;
import org.eclipse.equinox.p2.query.IQueryable;
import org.eclipse.equinox.p2.query.QueryUtil;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why plug-ins and product do not go together, in plain sentences: what is required, by whom, and
 * which version of it the product has.
 */
final class Explanation {
    private static final Pattern CAPABILITY = Pattern.compile("(?:([^;\\s]+); )?(\\S+) (.+)");
    private static final Pattern RANGE = Pattern.compile("([\\[(])([^,]+),([^\\])]+)([\\])])");
    private static final Pattern JAVA =
            Pattern.compile("osgi\\.ee.*JavaSE.*version[=>]+([\\d.]+).*");
    private static final int MOST = 5;

    private final Collection<IInstallableUnit> wanted;
    private final List<IInstallableUnit> installed;
    private final List<IInstallableUnit> all;

    Explanation(
            Collection<IInstallableUnit> wanted,
            IQueryable<IInstallableUnit> site,
            IQueryable<IInstallableUnit> product) {
        this.wanted = wanted;
        this.installed = units(product);
        this.all = new ArrayList<>(units(site));
        all.addAll(installed);
    }

    private static List<IInstallableUnit> units(IQueryable<IInstallableUnit> from) {
        return List.copyOf(
                from.query(QueryUtil.ALL_UNITS, new NullProgressMonitor()).toUnmodifiableSet());
    }

    /** The sentences; what the resolver itself says where nothing is plainly missing. */
    List<String> sentences(IStatus status) {
        Set<String> sentences = new LinkedHashSet<>();
        Set<IInstallableUnit> seen = new LinkedHashSet<>(wanted);
        Deque<IInstallableUnit> open = new ArrayDeque<>(wanted);
        while (!open.isEmpty()) {
            IInstallableUnit unit = open.remove();
            for (IRequirement requirement : unit.getRequirements()) {
                if (requirement.getMin() == 0 || requirement.getFilter() != null) {
                    continue; // optional, or for some platforms only
                }
                List<IInstallableUnit> matches = all.stream().filter(requirement::isMatch).toList();
                if (matches.isEmpty()) {
                    sentences.add(sentence(unit, requirement));
                }
                matches.stream()
                        .filter(match -> !installed.contains(match) && seen.add(match))
                        .forEach(open::add);
            }
        }
        if (sentences.isEmpty()) {
            leaves(status, sentences);
        }
        return sentences.stream().limit(MOST).toList();
    }

    private String sentence(IInstallableUnit unit, IRequirement requirement) {
        String text = requirement.toString();
        String who = Units.name(unit) + " " + plain(unit.getVersion().toString());
        Matcher java = JAVA.matcher(text);
        if (java.matches()) {
            return who + " needs Java " + java.group(1) + "; this product is built for Java 17";
        }
        Matcher capability = CAPABILITY.matcher(text);
        if (!capability.matches()) {
            return who + " needs " + text + ", which is neither here nor on the site";
        }
        String name = capability.group(2);
        String versions = words(capability.group(3).strip());
        return who + " needs " + name + versions + "; " + here(capability.group(1), name);
    }

    /** What the product has of a name. */
    private String here(String namespace, String name) {
        String wantedSpace = namespace == null ? IInstallableUnit.NAMESPACE_IU_ID : namespace;
        Set<String> versions = new TreeSet<>();
        for (IInstallableUnit unit : installed) {
            for (IProvidedCapability provided : unit.getProvidedCapabilities()) {
                if (provided.getNamespace().equals(wantedSpace)
                        && provided.getName().equals(name)) {
                    versions.add(plain(provided.getVersion().toString()));
                }
            }
        }
        return versions.isEmpty()
                ? "neither this product nor the site has it"
                : "this product has " + String.join(" and ", versions);
    }

    /** A range of versions as a person would say it. */
    static String words(String range) {
        Matcher both = RANGE.matcher(range);
        if (!both.matches()) {
            String exact = range.replaceAll("[\\[\\]]", "");
            if (range.startsWith("[")) {
                return " " + plain(exact) + " exactly";
            }
            return exact.equals("0.0.0") ? "" : " " + plain(exact) + " or newer";
        }
        String low = plain(both.group(2).strip());
        String high = plain(both.group(3).strip());
        if (low.equals(high)) {
            return " " + low + " exactly";
        }
        return (both.group(1).equals("[") ? " " + low + " or newer" : " newer than " + low)
                + (both.group(4).equals("]") ? ", but at most " : ", but older than ")
                + high;
    }

    /** A version without the stamp of its build. */
    static String plain(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+\\.\\d+)\\..*$", "$1");
    }

    private static void leaves(IStatus status, Set<String> sentences) {
        if (status.getChildren().length == 0) {
            sentences.add(status.getMessage().strip().replaceAll("\\s+", " "));
        }
        for (IStatus child : status.getChildren()) {
            leaves(child, sentences);
        }
    }
}

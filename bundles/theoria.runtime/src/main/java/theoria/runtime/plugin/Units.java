package theoria.runtime.plugin;

import org.eclipse.equinox.p2.metadata.IInstallableUnit;

/** Names of what p2 installs. */
final class Units {
    private static final String GROUP = ".feature.group";

    private Units() {}

    /** The name a person reads, or the identifier if there is none. */
    static String name(IInstallableUnit unit) {
        String name = unit.getProperty(IInstallableUnit.PROP_NAME, null);
        return name == null || name.isBlank() || name.startsWith("%") ? plainId(unit) : name;
    }

    /** The identifier without what p2 appends to that of a feature. */
    static String plainId(IInstallableUnit unit) {
        String id = unit.getId();
        return id.endsWith(GROUP) ? id.substring(0, id.length() - GROUP.length()) : id;
    }

    /** Whether a person who writes this word means the unit. */
    static boolean isMeant(IInstallableUnit unit, String word) {
        return unit.getId().equals(word) || plainId(unit).equals(word);
    }

    /** Name, version and identifier: {@code Theoria Examples 1.0.0 (theoria.examples.feature)}. */
    static String described(IInstallableUnit unit) {
        return name(unit) + " " + unit.getVersion() + " (" + plainId(unit) + ")";
    }
}

package theoria.tests.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds one bundle against the {@link LayerTable} and the rules on names. */
final class LayerRules {
    private static final Pattern JDK =
            Pattern.compile(
                    "(java|javax|org\\.w3c\\.dom|org\\.xml\\.sax|com\\.sun\\.management)(\\..*)?");
    private static final Pattern PICTURES = Pattern.compile("\\b(java\\.awt|javax\\.swing)\\b");

    private final BundleSource bundle;
    private final List<String> violations = new ArrayList<>();

    private LayerRules(BundleSource bundle) {
        this.bundle = bundle;
    }

    /** One sentence per violation. */
    static List<String> violations(BundleSource bundle) {
        LayerRules rules = new LayerRules(bundle);
        rules.checkNames();
        rules.checkExports();
        Optional<List<String>> allowed = LayerTable.allowed(bundle.name());
        if (allowed.isEmpty()) {
            rules.add("is in no row of the layer table");
        } else {
            rules.checkManifest(allowed.get());
            rules.checkSources(allowed.get());
        }
        return rules.violations;
    }

    private void checkNames() {
        if (!bundle.symbolicName().equals(bundle.name())) {
            add("has the symbolic name " + bundle.symbolicName() + ", not that of its folder");
        }
        for (String source : bundle.sources().keySet()) {
            if (!source.startsWith(bundle.name().replace('.', '/') + "/")) {
                add("has the source " + source + " outside its root package");
            }
        }
    }

    private void checkExports() {
        for (String clause : bundle.clauses("Export-Package")) {
            if (clause.contains(".internal") && !clause.contains("x-internal:=true")) {
                add("exports the internal package " + clause);
            }
        }
    }

    private void checkManifest(List<String> allowed) {
        for (String header : List.of("Import-Package", "Require-Bundle", "Fragment-Host")) {
            for (String name : bundle.names(header)) {
                check(name, allowed, "manifest (" + header + ")");
            }
        }
        for (String clause : bundle.clauses("Require-Bundle")) {
            if (clause.contains("visibility:=reexport")) {
                add("re-exports " + clause);
            }
        }
        if (bundle.manifest().containsKey("DynamicImport-Package")) {
            add("imports packages dynamically");
        }
    }

    private void checkSources(List<String> allowed) {
        for (String source : bundle.sources().keySet()) {
            for (String name : bundle.imports(source)) {
                check(name, allowed, source);
            }
            if (LayerTable.withoutPictures(bundle.name())
                    && PICTURES.matcher(bundle.sources().get(source)).find()) {
                add("uses java.awt or javax.swing in " + source);
            }
        }
    }

    private void check(String name, List<String> allowed, String where) {
        if (within(name, bundle.name())
                || name.equals("org.jspecify.annotations")
                || JDK.matcher(name).matches()) {
            return;
        }
        if (allowed.stream().noneMatch(prefix -> within(name, prefix))) {
            add("may not import " + name + ": " + where);
        } else if (name.startsWith("theoria.") && name.contains(".internal")) {
            add("imports the internal package " + name + " of another bundle: " + where);
        }
    }

    private static boolean within(String name, String prefix) {
        return prefix.isEmpty() || name.equals(prefix) || name.startsWith(prefix + ".");
    }

    private void add(String violation) {
        violations.add(bundle.name() + " " + violation);
    }
}

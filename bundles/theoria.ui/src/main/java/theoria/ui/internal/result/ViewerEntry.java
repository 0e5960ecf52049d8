package theoria.ui.internal.result;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.Platform;

import theoria.core.study.result.Composite;
import theoria.core.study.result.Result;
import theoria.ui.viewers.ResultViewer;

import java.util.ArrayList;
import java.util.List;

/** A declared viewer: what it says of itself, and how one is made. */
record ViewerEntry(String id, String name, String study, IConfigurationElement element) {
    private static final String POINT = "theoria.ui.viewers";
    private static final String OWN = "theoria.ui";
    private static final String ANY = "any";

    /**
     * The viewers of a kind, those for this study first, then those of the workbench, then those of
     * plug-ins, then those of any kind.
     */
    static List<ViewerEntry> of(Result result, String study, Shown shown) {
        List<ViewerEntry> entries = new ArrayList<>();
        for (IConfigurationElement element :
                Platform.getExtensionRegistry().getConfigurationElementsFor(POINT)) {
            String its = attribute(element, "study");
            boolean fits =
                    element.getName().equals("viewer")
                            && (attribute(element, "kind").equals(ANY)
                                    ? shown.any(result)
                                    : shown.own()
                                            && result.kind().equals(attribute(element, "kind")))
                            && (its.isEmpty() || its.equals(study));
            if (fits) {
                entries.add(
                        new ViewerEntry(
                                attribute(element, "id"),
                                attribute(element, "name"),
                                its,
                                element));
            }
        }
        entries.sort((a, b) -> Integer.compare(a.rank(), b.rank()));
        return List.copyOf(standingIn(entries));
    }

    /** Each viewer that stands in for another goes before it. */
    private static List<ViewerEntry> standingIn(List<ViewerEntry> entries) {
        List<ViewerEntry> ordered = new ArrayList<>(entries);
        for (ViewerEntry entry : entries) {
            List<String> ids = ordered.stream().map(ViewerEntry::id).toList();
            int other = ids.indexOf(entry.before());
            int own = ids.indexOf(entry.id());
            if (other >= 0 && other < own) {
                ordered.add(other, ordered.remove(own));
            }
        }
        return ordered;
    }

    /** The viewer it stands in for, empty for none: goes before it, or away if it does not show. */
    String before() {
        return attribute(element, "before");
    }

    /** Which of its viewers a stack shows. */
    enum Shown {
        /** Those of the kind, and those of any kind unless the result has parts. */
        WHOLE,
        /** Those of the kind. */
        PART,
        /** Those of any kind: what a result with parts shows beside them. */
        REST;

        boolean own() {
            return this != REST;
        }

        boolean any(Result result) {
            return this == REST || this == WHOLE && !(result instanceof Composite);
        }
    }

    private int rank() {
        if (!study.isEmpty()) {
            return 0;
        }
        if (attribute(element, "kind").equals(ANY)) {
            return 3;
        }
        return element.getContributor().getName().startsWith(OWN) ? 1 : 2;
    }

    private static String attribute(IConfigurationElement element, String key) {
        String value = element.getAttribute(key);
        return value == null ? "" : value;
    }

    /**
     * Makes one.
     *
     * @throws CoreException if its class cannot be made
     */
    ResultViewer make() throws CoreException {
        Object made = element.createExecutableExtension("class");
        if (made instanceof ResultViewer viewer) {
            return viewer;
        }
        throw new CoreException(
                org.eclipse.core.runtime.Status.error(
                        "class "
                                + element.getAttribute("class")
                                + " of "
                                + bundle()
                                + " is no ResultViewer"));
    }

    /** The bundle it comes from. */
    String bundle() {
        return element.getContributor().getName();
    }
}

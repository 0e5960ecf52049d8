package theoria.runtime.plugin;

import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExtensionRegistry;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.catalogue.ExtensionCatalogue;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.plugin.Finding.Outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A trial inside the process that is made for it: puts the bundles of a folder into the running
 * framework, starts them, and tries each study they bring. What it finds is written at once, so
 * that it is known even if a plug-in brings the process down.
 */
public final class Trial {
    private static final String VIEWERS = "theoria.ui.viewers";
    private static final Pattern MISSING = Pattern.compile("Unresolved requirement: (.*)");

    private final BundleContext context;
    private final IExtensionRegistry registry;
    private final Path findings;
    private final Map<String, Bundle> bundles = new LinkedHashMap<>();

    /** Writes what it finds to the file. */
    public Trial(BundleContext context, IExtensionRegistry registry, Path findings) {
        this.context = context;
        this.registry = registry;
        this.findings = findings;
    }

    /**
     * Tries the jars of a folder; other files go to the second folder.
     *
     * @throws IOException if a folder cannot be read or the findings cannot be written
     */
    public void run(Path jars, Path work) throws IOException {
        install(jars);
        for (Bundle bundle : bundles.values()) {
            start(bundle);
        }
        Catalogue catalogue = new ExtensionCatalogue(registry);
        for (String problem : catalogue.problems()) {
            tell(Outcome.FAILED, "extension", "", problem);
        }
        viewers();
        StudyTrial trial = new StudyTrial(catalogue, TrialNetworks.data(), work);
        for (StudyEntry entry : catalogue.studies()) {
            if (bundles.containsKey(entry.bundle())) {
                for (String network : TrialNetworks.names()) {
                    tell(Outcome.BEGUN, entry.id(), network, "");
                    tell(trial.of(entry.study(), network));
                }
            }
        }
    }

    private void install(Path jars) throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(jars)) {
            files = list.sorted().toList();
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            tell(Outcome.BEGUN, name, "", "");
            try {
                Bundle bundle = context.installBundle(file.toUri().toString());
                bundles.put(bundle.getSymbolicName(), bundle);
            } catch (BundleException e) {
                tell(Outcome.FAILED, name, "", "is no bundle that fits: " + e.getMessage());
            }
        }
    }

    private void start(Bundle bundle) throws IOException {
        String name = bundle.getSymbolicName();
        tell(Outcome.BEGUN, name, "", "");
        if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null) {
            tell(Outcome.FINE, name, "", "is a fragment of " + host(bundle));
            return;
        }
        try {
            bundle.start(); // also if it is lazy: its activator is what is to be tried
            tell(Outcome.FINE, name, "", bundle.getVersion() + " starts");
        } catch (BundleException e) {
            tell(Outcome.FAILED, name, "", reason(e));
        }
    }

    private static String host(Bundle fragment) {
        String host = fragment.getHeaders().get(Constants.FRAGMENT_HOST);
        return host.replaceAll(";.*", "");
    }

    /** Why a bundle does not start, in words. */
    static String reason(BundleException e) {
        Matcher missing = MISSING.matcher(String.valueOf(e.getMessage()));
        List<String> needs = new ArrayList<>();
        while (missing.find()) {
            needs.add(missing.group(1).strip());
        }
        if (!needs.isEmpty()) {
            return "cannot be resolved; it needs " + String.join(" and ", needs);
        }
        Throwable cause = e.getCause();
        return cause == null
                ? "does not start: " + e.getMessage()
                : "does not start: its activator threw " + StudyTrial.thrown(cause);
    }

    /** Viewers need a window to be tried; that their class is there is seen without. */
    private void viewers() throws IOException {
        for (IConfigurationElement element : registry.getConfigurationElementsFor(VIEWERS)) {
            Bundle bundle = bundles.get(element.getContributor().getName());
            if (bundle == null) {
                continue;
            }
            String name = "viewer " + element.getAttribute("name");
            String type = String.valueOf(element.getAttribute("class"));
            try {
                bundle.loadClass(type);
                tell(Outcome.FINE, name, "", "its class is there; only a window can try it");
            } catch (ClassNotFoundException | LinkageError e) {
                tell(Outcome.FAILED, name, "", "its class " + type + " cannot be loaded: " + e);
            }
        }
    }

    private void tell(Outcome outcome, String subject, String on, String detail)
            throws IOException {
        tell(new Finding(outcome, subject, on, detail));
    }

    private void tell(Finding finding) throws IOException {
        Files.writeString(
                findings,
                finding.line() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}

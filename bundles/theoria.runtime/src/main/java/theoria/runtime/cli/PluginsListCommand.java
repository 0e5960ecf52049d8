package theoria.runtime.cli;

import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExtensionRegistry;
import org.eclipse.core.runtime.RegistryFactory;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.plugin.InstalledPlugin;
import theoria.runtime.plugin.PluginManager;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code theoria plugins list}: what is installed besides the product. */
@Command(name = "list", description = "List what is installed besides the product.")
final class PluginsListCommand extends PluginsAction {
    private static final String VIEWERS = "theoria.ui.viewers";

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    PluginsListCommand(SessionFactory sessions) {
        super(sessions);
    }

    @Override
    int run(Session session, PluginManager manager) {
        List<InstalledPlugin> plugins = manager.installed();
        session.catalogue().problems().forEach(session::remark);
        if (json) {
            List<Map<String, Object>> list = new ArrayList<>();
            plugins.forEach(plugin -> list.add(facts(session, plugin)));
            Listing.print(session, list);
        } else if (plugins.isEmpty()) {
            session.remark("no plug-ins; 'theoria plugins install SITE' adds some");
        } else {
            table(session, plugins).lines().forEach(session::print);
        }
        return ExitCode.FINE;
    }

    private static TextTable table(Session session, List<InstalledPlugin> plugins) {
        TextTable table =
                new TextTable("plug-in", "name", "version", "provider", "studies", "viewers");
        for (InstalledPlugin plugin : plugins) {
            table.add(
                    plugin.id(),
                    plugin.name(),
                    plugin.version(),
                    plugin.provider(),
                    String.join(" ", studies(session, plugin)),
                    String.join(" ", viewers(plugin)));
        }
        return table;
    }

    private static Map<String, Object> facts(Session session, InstalledPlugin plugin) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", plugin.id());
        facts.put("name", plugin.name());
        facts.put("version", plugin.version());
        facts.put("provider", plugin.provider());
        facts.put("bundles", plugin.bundles());
        facts.put("studies", studies(session, plugin));
        facts.put("viewers", viewers(plugin));
        return facts;
    }

    private static List<String> studies(Session session, InstalledPlugin plugin) {
        return session.catalogue().studies().stream()
                .filter(entry -> plugin.bundles().contains(entry.bundle()))
                .map(StudyEntry::id)
                .toList();
    }

    private static List<String> viewers(InstalledPlugin plugin) {
        List<String> names = new ArrayList<>();
        IExtensionRegistry registry = RegistryFactory.getRegistry();
        for (IConfigurationElement viewer : registry.getConfigurationElementsFor(VIEWERS)) {
            if (plugin.bundles().contains(viewer.getContributor().getName())) {
                names.add(viewer.getAttribute("name"));
            }
        }
        return names;
    }
}

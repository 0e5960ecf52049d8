package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.core.model.registry.LineageTree;
import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code theoria models lineage MODEL}: what a version comes from, and what came from it. */
@Command(
        name = "lineage",
        description =
                "What a registered model comes from, and what was derived from it, as a tree.")
final class ModelsLineageCommand implements Callable<Integer>, TheoriaCommand.Global {
    private static final String INDENT = "  ";

    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Parameters(paramLabel = "MODEL", description = RegistryAction.MODEL)
    String reference = "";

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    ModelsLineageCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call() throws RegistryException {
        try (Session session = sessions.open(global)) {
            ModelRegistry registry = RegistryAction.registry(session);
            ModelVersion version = RegistryAction.version(registry, reference);
            LineageTree tree = registry.lineage(version);
            if (json) {
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("model", version.reference());
                facts.put(
                        "ancestors",
                        tree.ancestors().stream().map(ModelVersion::reference).toList());
                facts.put("kind", tree.origin().kind().word());
                facts.put("source", tree.origin().source());
                facts.put("architecture", tree.origin().architecture());
                facts.put("format", tree.origin().format());
                facts.put("tree", facts(tree.root()));
                Listing.print(session, facts);
            } else {
                session.print(tree.origin().source());
                lines(tree.root(), version, INDENT).forEach(session::print);
            }
            return ExitCode.FINE;
        }
    }

    private static Map<String, Object> facts(LineageTree.Node node) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", node.version().reference());
        facts.put("kind", node.version().lineage().kind().word());
        facts.put("removed", node.removed());
        facts.put("derived", node.derived().stream().map(ModelsLineageCommand::facts).toList());
        return facts;
    }

    private static List<String> lines(LineageTree.Node node, ModelVersion of, String indent) {
        ModelVersion version = node.version();
        List<String> words = new ArrayList<>();
        words.add(version.lineage().kind().word());
        String architecture = version.lineage().architecture();
        if (!architecture.isEmpty() && !architecture.equals(version.lineage().source())) {
            words.add(architecture);
        }
        if (!version.lineage().format().isEmpty()) {
            words.add(version.lineage().format());
        }
        if (node.removed()) {
            words.add("removed");
        }
        String mark = version.equals(of) ? " <" : "";
        List<String> lines = new ArrayList<>();
        lines.add(indent + version.reference() + "  " + String.join(", ", words) + mark);
        node.derived().forEach(child -> lines.addAll(lines(child, of, indent + INDENT)));
        return lines;
    }
}

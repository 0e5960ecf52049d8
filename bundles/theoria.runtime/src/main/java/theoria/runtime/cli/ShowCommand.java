package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.graph.LayerCost;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.load.Model;
import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpyCodec;
import theoria.core.model.npy.NpzFile;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.zoo.Architecture;
import theoria.runtime.source.DataSources;
import theoria.runtime.source.FileReference;
import theoria.runtime.source.ModelSources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code theoria show X}: what a model, data set or array file holds; registers nothing. */
@Command(name = "show", description = "Show what a model, data set or array file holds.")
final class ShowCommand implements Callable<Integer>, TheoriaCommand.Global {
    private static final int MOST_BYTES = 1 << 30;

    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Mixin final ArchitectureOption architecture = new ArchitectureOption();

    @Parameters(
            paramLabel = "X",
            description = "A model (file, name, name:version, name@alias) or data.")
    String reference = "";

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    ShowCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call() throws FormatException, RegistryException, UsageException {
        try (Session session = sessions.open(global)) {
            if (reference.isBlank()) {
                throw new UsageException("the name of a model or file is empty");
            }
            Optional<FileReference> file = FileReference.of(reference);
            if (file.isEmpty()) {
                boolean data =
                        reference.startsWith(DataSources.SYNTH_DIGITS) || reference.contains("?");
                if (data) {
                    showData(session, session.data().resolve(reference));
                } else if (isArchitecture() && !isRegistered(session)) {
                    showArchitecture(session, Architecture.parse(reference));
                } else {
                    Model model = session.models().resolve(reference, Optional.empty());
                    showModel(session, model, "registered", List.of());
                }
                return ExitCode.FINE;
            }
            showFile(session, file.get());
            return ExitCode.FINE;
        }
    }

    private boolean isArchitecture() {
        return Architecture.names().contains(reference) || reference.matches("(mlp|seq):.+");
    }

    private boolean isRegistered(Session session) throws RegistryException {
        return session.workspace().exists()
                && session.workspace().registry().find(reference).isPresent();
    }

    /** An architecture without weights, for the data it is known for. */
    private void showArchitecture(Session session, NetworkGraph graph) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", reference);
        facts.put("format", "architecture, without weights");
        facts.put("input", graph.inputShape().toString());
        facts.put("outputs", graph.classes());
        facts.put("parameters", graph.parameterCount());
        facts.put("buffers", graph.bufferCount());
        facts.put("macs", LayerCost.macs(graph));
        show(session, facts, graph);
    }

    /** Facts and a table of the layers. */
    private void show(Session session, Map<String, Object> facts, NetworkGraph graph) {
        List<LayerCost> costs = LayerCost.of(graph);
        if (json) {
            facts.put("layers", costs.stream().map(ShowCommand::facts).toList());
            Listing.print(session, facts);
            return;
        }
        Listing.facts(session, facts);
        TextTable layers = new TextTable("layer", "operator", "output", ">parameters", ">MACs");
        for (LayerCost layer : costs) {
            layers.add(
                    layer.node().name(),
                    layer.node().operator().title(),
                    layer.output().toString(),
                    Long.toString(layer.parameters()),
                    Long.toString(layer.macs()));
        }
        layers.lines().forEach(session::print);
    }

    private void showFile(Session session, FileReference named)
            throws FormatException, RegistryException {
        Path file = named.file();
        Optional<String> graph = named.architecture().or(() -> architecture.text);
        FileProbe probe = FileProbe.of(file);
        ModelSources models =
                session.models()
                        .with(graph)
                        .reading(named.ways().isEmpty() ? architecture.ways : named.ways());
        boolean arrays = NpyCodec.recognises(probe.head()) && graph.isEmpty();
        Optional<NetworkGraph> described = models.architecture(file);
        if (described.isPresent()) {
            showArchitecture(session, described.get());
        } else if (models.loader(file).isPresent()) {
            showModel(session, models, file);
        } else if (graph.isEmpty() && session.data().loader(file).isPresent()) {
            showData(session, session.data().resolve(reference));
        } else if (!arrays && models.tensorLoader(file).isPresent()) {
            showModel(session, models, file);
        } else if (NpyCodec.recognises(probe.head())) {
            showArrays(session, Map.of(probe.fileName(), array(probe)));
        } else if (probe.startsWith('P', 'K', 3, 4)) {
            showArrays(session, NpzFile.read(file));
        } else {
            throw new FormatException(
                    (probe.folder() ? "folder '" : "file '")
                            + reference
                            + "' "
                            + probe.unknown("a network, a data set or numpy arrays"));
        }
    }

    private void showModel(Session session, ModelSources models, Path file) throws FormatException {
        ImportedModel imported = models.read(file);
        Model model = models.model(file, imported);
        showModel(session, model, imported.format(), imported.remarks());
    }

    private static NpyArray array(FileProbe probe) throws FormatException {
        if (probe.size() > MOST_BYTES) {
            throw new FormatException(
                    "file '"
                            + probe.fileName()
                            + "' has "
                            + probe.size()
                            + " bytes; expected at most "
                            + MOST_BYTES);
        }
        try {
            String where = "file '" + probe.fileName() + "'";
            return NpyCodec.read(Files.readAllBytes(probe.path()), where);
        } catch (IOException e) {
            throw new FormatException(
                    "file '" + probe.path() + "' cannot be read; expected a readable file", e);
        }
    }

    private void showModel(Session session, Model model, String format, List<String> remarks) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", model.name());
        facts.put("format", format);
        facts.put("hash", model.hash());
        if (!model.graph().weightsOnly()) {
            facts.put("input", model.graph().inputShape().toString());
            facts.put("outputs", model.graph().classes());
        }
        facts.put("parameters", model.graph().parameterCount());
        facts.put("buffers", model.graph().bufferCount());
        facts.put("precision", model.weights().precision().word());
        facts.put("contract", model.contract().text());
        facts.put("macs", LayerCost.macs(model.graph()));
        facts.put("origin", model.origin());
        if (!model.trajectory().isEmpty()) {
            facts.put("checkpoints", model.trajectory().size());
        }
        remarks.forEach(session::remark);
        if (!json) {
            facts.put("contract", Listing.contract(model.contract()));
        }
        show(session, facts, model.graph());
    }

    private static Map<String, Object> facts(LayerCost layer) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", layer.node().name());
        facts.put("operator", layer.node().operator().title());
        facts.put("output", layer.output().toString());
        facts.put("parameters", layer.parameters());
        facts.put("macs", layer.macs());
        return facts;
    }

    private void showData(Session session, Dataset data) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", data.name());
        facts.put("origin", data.origin());
        for (Map.Entry<Split, Examples> entry : data.splits().entrySet()) {
            Examples examples = entry.getValue();
            String split = entry.getKey().word();
            facts.put(split + "_examples", examples.size());
            facts.put(split + "_shape", examples.shape().toString());
            facts.put(split + "_classes", examples.classes());
            facts.put(split + "_hash", examples.hash());
        }
        data.remarks().forEach(session::remark);
        Listing.show(session, facts, json);
    }

    private void showArrays(Session session, Map<String, NpyArray> arrays) {
        Map<String, Object> facts = new LinkedHashMap<>();
        arrays.forEach((name, array) -> facts.put(name, array.toString()));
        Listing.show(session, facts, json);
    }
}

package theoria.runtime.job;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.SampleSelection;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Engine;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.engine.Trainer;
import theoria.core.model.file.Sha256;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.tensor.Precision;
import theoria.core.study.CellCache;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyInput;
import theoria.core.study.parameter.ParameterException;
import theoria.core.study.parameter.Values;
import theoria.core.study.result.Result;
import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.catalogue.EngineChooser;
import theoria.runtime.cells.CellSession;
import theoria.runtime.cells.CellStore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What a study is given for a request; remembers which engines it used. */
final class RequestInput implements StudyInput, AutoCloseable {
    private final StudyRequest request;
    private final StudyDescriptor descriptor;
    private final Catalogue catalogue;
    private final Reserved reserved;
    private final Values values;
    private final List<Model> models;
    private final Optional<Result> previous;
    private final Map<String, String> engines = new LinkedHashMap<>();
    private Optional<CellSession> cells = Optional.empty();

    RequestInput(
            StudyRequest request,
            StudyDescriptor descriptor,
            Catalogue catalogue,
            Optional<Result> previous) {
        this.request = request;
        this.descriptor = descriptor;
        this.catalogue = catalogue;
        this.previous = previous;
        this.reserved = Reserved.parse(request.parameters());
        this.values = Values.parse(descriptor.parameters(), Reserved.others(request.parameters()));
        this.models =
                request.models().stream()
                        .map(model -> reserved.output().map(o -> output(model, o)).orElse(model))
                        .toList();
    }

    private static Model output(Model model, String name) {
        NetworkGraph graph;
        try {
            graph = model.graph().withOutput(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException("parameter output is '" + name + "': " + e.getMessage());
        }
        return new Model(
                model.name(),
                model.hash(),
                graph,
                model.weights(),
                model.contract(),
                model.origin(),
                model.trajectory());
    }

    Reserved reserved() {
        return reserved;
    }

    /** Engines used so far with the versions of their libraries. */
    synchronized Map<String, String> engines() {
        return new LinkedHashMap<>(engines);
    }

    /** From now on takes cells from a store and keeps them there, until it is closed. */
    RequestInput remembering(CellStore store) {
        cells = Optional.of(store.begin());
        return this;
    }

    /** The cells of landscapes that were asked for, if there is a store. */
    Optional<CellSession> cells() {
        return cells;
    }

    @Override
    public void close() {
        cells.ifPresent(CellSession::close);
    }

    @Override
    public List<Model> models() {
        return models;
    }

    @Override
    public Optional<Examples> train() {
        return examplesOf(Split.TRAIN);
    }

    @Override
    public Optional<Examples> test() {
        return examplesOf(Split.TEST);
    }

    /** What is taken of each split: what was asked for, or what the study usually takes. */
    SampleSelection samples() {
        return request.samples().equals(SampleSelection.USUAL)
                ? SampleSelection.most(descriptor.samples())
                : request.samples();
    }

    @Override
    public boolean isRange() {
        return samples().isRange();
    }

    private Optional<Examples> examplesOf(Split split) {
        return request.data().flatMap((Dataset data) -> data.split(split)).map(this::selected);
    }

    private Examples selected(Examples all) {
        try {
            return samples().of(all, request.seed());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<Split> splits() {
        if (!request.splits().isEmpty()) {
            return request.splits();
        }
        List<Split> there = new ArrayList<>();
        for (Split split : descriptor.data()) {
            if (examplesOf(split).isPresent()) {
                there.add(split);
            }
        }
        if (there.isEmpty() && !descriptor.data().isEmpty()) {
            request.data().ifPresent(data -> there.addAll(data.splits().keySet()));
        }
        return there;
    }

    @Override
    public Values values() {
        return values;
    }

    @Override
    public long seed() {
        return request.seed();
    }

    @Override
    public Precision precision() {
        return reserved.precision();
    }

    @Override
    public int batch() {
        return reserved.batch();
    }

    @Override
    public Need need(Capability... capabilities) {
        return new Need(Set.of(capabilities), reserved.precision(), reserved.rawOutputs());
    }

    @Override
    public Network open(Model model, Need need) throws EngineException {
        return open(model.graph(), model.weights(), need);
    }

    @Override
    public Network open(NetworkGraph graph, Weights weights, Need need) throws EngineException {
        return engine(graph, need).open(graph, weights, need);
    }

    private Engine engine(NetworkGraph graph, Need need) throws EngineException {
        Engine engine =
                new EngineChooser(catalogue.engines()).choose(graph, need, reserved.engine());
        synchronized (this) {
            engines.putIfAbsent(engine.id(), versions(engine));
        }
        return engine;
    }

    private static String versions(Engine engine) {
        return String.valueOf(new TreeMap<>(engine.versions()));
    }

    /** An engine whose numbers are taken has served, whether or not it is started once more. */
    @Override
    public CellCache cells(NetworkGraph graph, Need need, int width, Supplier<String> identity)
            throws EngineException {
        if (cells.isEmpty()) {
            return CellCache.NONE;
        }
        Engine engine = engine(graph, need);
        List<String> words =
                List.of(
                        engine.id() + " " + versions(engine),
                        need.toString(),
                        Machine.identity(),
                        width + " numbers",
                        identity.get());
        return cells.get().open(Sha256.of(String.join("\n", words)), width);
    }

    @Override
    public Trainer trainer() throws EngineException {
        List<Trainer> trainers = catalogue.trainers();
        if (trainers.isEmpty()) {
            throw new EngineException("no trainer is installed");
        }
        return trainers.get(0);
    }

    @Override
    public NamedTensors tensors(Path file) throws FormatException {
        return new NumberFiles(catalogue).tensors(file);
    }

    @Override
    public Weights weights(Path file, NetworkGraph graph) throws FormatException {
        return new NumberFiles(catalogue).weights(file, graph);
    }

    @Override
    public Optional<Result> previous() {
        return previous;
    }
}

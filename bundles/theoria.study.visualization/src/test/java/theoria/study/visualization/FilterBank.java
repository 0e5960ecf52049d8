package theoria.study.visualization;

import theoria.core.model.data.Examples;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.engine.Trainer;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.graph.Window;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.parameter.Values;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Result;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network of one convolution with given filters, as input of a study without data. */
record FilterBank(List<Model> models, Values values) implements StudyInput {

    /** Filters of the shape (filters, channels, height, width), each an array of its weights. */
    static FilterBank of(Shape shape, Map<String, String> parameters, double[]... filters) {
        Window window =
                new Window(
                        List.of(shape.extent(2), shape.extent(3)),
                        List.of(1, 1),
                        List.of(0, 0),
                        List.of(0, 0),
                        List.of(1, 1));
        Operator convolution = new Operator.Convolution(shape.extent(0), window, 1);
        NetworkGraph graph =
                NetworkGraph.builder("bank")
                        .input("x", Shape.of(shape.extent(1), 40, 40))
                        .add(new Node("conv", convolution, List.of("x"), Map.of(Role.KERNEL, "w")))
                        .build("conv");
        double[] kernel = Arrays.stream(filters).flatMapToDouble(Arrays::stream).toArray();
        Weights weights = Weights.of(kernel, new double[0]);
        Model model =
                new Model(
                        "bank",
                        ModelHash.of(graph, weights),
                        graph,
                        weights,
                        InputContract.IDENTITY,
                        "made here",
                        List.of());
        Values values = Values.parse(new FiltersStudy().descriptor().parameters(), parameters);
        return new FilterBank(List.of(model), values);
    }

    /** What the study says of such filters. */
    static Composite run(Shape shape, double[]... filters) throws Exception {
        return (Composite) new FiltersStudy().run(of(shape, Map.of(), filters), new Unwatched());
    }

    @Override
    public Optional<Examples> train() {
        return Optional.empty();
    }

    @Override
    public Optional<Examples> test() {
        return Optional.empty();
    }

    @Override
    public List<Split> splits() {
        return List.of();
    }

    @Override
    public long seed() {
        return 0;
    }

    @Override
    public Precision precision() {
        return Precision.DOUBLE;
    }

    @Override
    public int batch() {
        return 1;
    }

    @Override
    public Need need(Capability... capabilities) {
        return Need.forward(Precision.DOUBLE);
    }

    @Override
    public Network open(Model model, Need need) throws EngineException {
        throw new EngineException("there is no engine");
    }

    @Override
    public Network open(NetworkGraph graph, Weights weights, Need need) throws EngineException {
        throw new EngineException("there is no engine");
    }

    @Override
    public Trainer trainer() throws EngineException {
        throw new EngineException("there is no trainer");
    }

    @Override
    public Optional<Result> previous() {
        return Optional.empty();
    }

    /** Nobody watches, nobody cancels, nothing is parallel. */
    static final class Unwatched implements StudyProgress {
        @Override
        public void check() {
            // nobody cancels
        }

        @Override
        public void report(double fraction, String what) {
            // nobody watches
        }

        @Override
        public void publish(Result partial) {
            // nobody watches
        }

        @Override
        public <W extends AutoCloseable, T> List<T> parallel(
                int pieces, WorkerFactory<W> perWorker, PieceFunction<W, T> function)
                throws StudyException, EngineException, Cancelled {
            throw new StudyException("there are no workers");
        }
    }
}

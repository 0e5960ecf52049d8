package theoria.runtime.cli;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.engine.Engine;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.catalogue.EngineChooser;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code theoria bench forward}: the outputs of a model for random inputs, from arrays to arrays.
 * Opening the networks is not counted; pieces of the inputs go to the threads, as in a study.
 */
final class ForwardBench implements AutoCloseable {
    /** A pass is short: so many are one timed run. */
    private static final int PASSES = 10;

    private final Model model;
    private final Engine engine;
    private final List<Tensor> pieces = new ArrayList<>();
    private final List<Network> networks = new ArrayList<>();
    private final ExecutorService executor;
    private final int examples;

    /**
     * Opens a network per thread.
     *
     * @param examples number of inputs, uniform in [0,1)
     * @param threads how many compute
     */
    ForwardBench(Catalogue catalogue, Model model, int examples, int threads)
            throws EngineException {
        this.model = model;
        this.examples = examples;
        Need need = Need.forward(Precision.FLOAT);
        this.engine =
                new EngineChooser(catalogue.engines())
                        .choose(model.graph(), need, Optional.empty());
        this.executor = Executors.newFixedThreadPool(threads);
        int size = model.graph().inputShape().size();
        for (int i = 0; i < Math.min(threads, examples); i++) {
            networks.add(engine.open(model.graph(), model.weights(), need));
            int from = (int) ((long) examples * i / threads);
            int end = (int) ((long) examples * (i + 1) / threads);
            pieces.add(input(new SeededRandom(i + 1), Math.max(1, end - from), size));
        }
    }

    private Tensor input(SeededRandom random, int count, int size) {
        float[] values = new float[count * size];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextDouble();
        }
        Shape shape = model.graph().inputShape().prepend(count);
        return Tensor.of(shape, values);
    }

    /** The line of this model. */
    Timing timing(int runs) throws Exception {
        String work =
                model.name()
                        + ", "
                        + examples
                        + (examples == 1 ? " input" : " inputs")
                        + " at once, float";
        return Timing.of("forward", work, runs, true, this::passes).each(PASSES);
    }

    private Map<String, Object> passes() throws InterruptedException, ExecutionException {
        for (int pass = 0; pass < PASSES; pass++) {
            List<Future<Tensor>> running = new ArrayList<>();
            for (int i = 0; i < pieces.size(); i++) {
                Network network = networks.get(i);
                Tensor piece = pieces.get(i);
                running.add(executor.submit(() -> network.scores(piece)));
            }
            for (Future<Tensor> future : running) {
                future.get();
            }
        }
        return Map.of("engine", engine.id());
    }

    @Override
    public void close() {
        executor.shutdown();
        networks.forEach(Network::close);
    }
}

package theoria.core.model.engine;

import theoria.core.model.data.Batch;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The gradient of a batch from those of pieces of it, g = sum_i (n_i / n) g_i, on several threads:
 * a data-parallel step. The pieces follow from the size of the batch alone and are summed in their
 * order, so no bit depends on the number of threads. Each thread has a learner of its own.
 */
public final class PieceLearner implements Learner {
    /** Below, the layers of a native engine cost more to call than to compute. */
    private static final int LEAST_PIECE = 64;

    private static final int MOST_PIECES = 8;

    /** Numbers that the gradients of all pieces may hold. */
    private static final int MOST_NUMBERS = 1 << 25;

    private final List<double[]> gradients = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();

    /** Makes a learner. */
    @FunctionalInterface
    public interface Factory {
        /** One more learner with the same weights. */
        Learner make() throws EngineException;
    }

    /** A learner and the thread that alone computes with it. */
    private record Worker(Learner learner, ExecutorService thread) {}

    private PieceLearner(int threads, Factory factory) throws EngineException {
        boolean made = false;
        try {
            for (int i = 0; i < Math.max(1, Math.min(threads, MOST_PIECES)); i++) {
                workers.add(new Worker(factory.make(), Executors.newSingleThreadExecutor()));
            }
            made = true;
        } finally {
            if (!made) {
                close();
            }
        }
    }

    /**
     * A learner of a graph: by pieces, unless an example's gradient depends on the rest of its
     * batch or on its place in it, as with batch norm and dropout.
     *
     * @param threads how many may compute at a time
     */
    public static Learner of(NetworkGraph graph, int threads, Factory factory)
            throws EngineException {
        return graph.nodes().stream().allMatch(PieceLearner::divides)
                ? new PieceLearner(threads, factory)
                : factory.make();
    }

    private static boolean divides(Node node) {
        Operator operator = node.operator();
        boolean drops =
                operator instanceof Operator.Dropout && ((Operator.Dropout) operator).rate() > 0;
        return !drops && !(operator instanceof Operator.BatchNorm);
    }

    private Learner first() {
        return workers.get(0).learner();
    }

    @Override
    public double[] parameters() {
        return first().parameters();
    }

    @Override
    public void setParameters(double[] parameters) {
        workers.forEach(worker -> worker.learner().setParameters(parameters));
    }

    @Override
    public double[] buffers() {
        return first().buffers();
    }

    @Override
    public void setBuffers(double[] buffers) {
        workers.forEach(worker -> worker.learner().setBuffers(buffers));
    }

    @Override
    public double gradient(Batch batch, long step, double[] gradient) {
        int room = Math.min(MOST_PIECES, MOST_NUMBERS / Math.max(1, gradient.length));
        int count = Math.max(1, Math.min(room, batch.size() / LEAST_PIECE));
        if (count == 1) {
            return first().gradient(batch, step, gradient);
        }
        List<Future<Piece>> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) batch.size() * i / count);
            int end = (int) ((long) batch.size() * (i + 1) / count);
            Worker worker = workers.get(i % workers.size());
            double[] own = own(i, gradient.length);
            pieces.add(
                    worker.thread()
                            .submit(() -> Piece.of(worker.learner(), batch, from, end, step, own)));
        }
        Arrays.fill(gradient, 0);
        double loss = 0;
        for (Future<Piece> future : pieces) {
            Piece piece = result(future);
            double share = (double) piece.size() / batch.size();
            loss += share * piece.loss();
            for (int k = 0; k < gradient.length; k++) {
                gradient[k] += share * piece.gradient()[k];
            }
        }
        return loss;
    }

    /** The array of a piece, kept from step to step. */
    private double[] own(int piece, int length) {
        if (gradients.size() == piece) {
            gradients.add(new double[length]);
        }
        return gradients.get(piece);
    }

    /** What a piece of a batch gave. */
    private record Piece(int size, double loss, double[] gradient) {
        static Piece of(
                Learner learner, Batch batch, int from, int end, long step, double[] gradient) {
            Tensor inputs = batch.inputs().rows(from, end - from);
            Batch part = new Batch(inputs, Arrays.copyOfRange(batch.labels(), from, end));
            return new Piece(end - from, learner.gradient(part, step, gradient), gradient);
        }
    }

    private static Piece result(Future<Piece> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true; // a piece is short; who interrupted is heard after it
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof RuntimeException
                            ? (RuntimeException) e.getCause()
                            : new IllegalStateException("a piece of a batch failed", e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public Evaluation evaluate(Batch batch) {
        return first().evaluate(batch);
    }

    @Override
    public void close() {
        for (Worker worker : workers) {
            worker.thread().shutdown();
            worker.learner().close();
        }
    }
}

package theoria.study.landscape.internal.curvature;

import theoria.core.math.spectral.ProductProcess;
import theoria.core.model.data.Batch;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.KeptPass;
import theoria.core.model.engine.Loss;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.LabelledBatches;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Products with the Hessian H of the mean loss over a split, with its Gauss-Newton part G and with
 * the empirical Fisher matrix F, at one place of the weights. The batches are cut into a fixed
 * number of pieces, which run in parallel; their sums are added in order, so that no bit depends on
 * the threads.
 */
public final class Curvature implements AutoCloseable {
    /** Pieces a product is cut into at most. */
    private static final int PIECES = 8;

    /** Vectors that one piece multiplies, where there are many. */
    private static final int TOGETHER = 8;

    private final StudyInput input;
    private final NetworkGraph graph;
    private final Weights weights;
    private final Need need;
    private final LabelledBatches batches;
    private final StudyProgress progress;
    private final ConcurrentLinkedQueue<Network> idle = new ConcurrentLinkedQueue<>();
    private final AtomicLong products = new AtomicLong();
    private final KeptPasses passes;

    /** Which matrix. */
    public enum Kind {
        /** H. */
        HESSIAN,
        /** G = (1/n) sum J' H_l J. */
        GAUSS_NEWTON,
        /** F = (1/n) sum g_i g_i', g_i the gradient of example i. */
        FISHER
    }

    /** What is computed of one batch, to be added to a sum with the batch's share. */
    @FunctionalInterface
    interface Term {
        void of(Network network, int batch, double[] term) throws StudyException;
    }

    /** A network that goes back to the idle ones when a piece is done. */
    private final class Lease implements AutoCloseable {
        private final Network network;

        Lease() throws EngineException {
            Network there = idle.poll();
            network = there == null ? input.open(graph, weights, need) : there;
        }

        @Override
        public void close() {
            idle.add(network);
        }
    }

    /**
     * The matrices at some weights; networks are opened when they are needed, and closed with this.
     *
     * @param graph of the network
     * @param loss of an example
     * @param batches of the split
     */
    public Curvature(
            StudyInput input,
            NetworkGraph graph,
            Weights weights,
            Loss loss,
            LabelledBatches batches,
            StudyProgress progress) {
        this.input = input;
        this.graph = graph;
        this.weights = weights;
        this.batches = batches;
        this.progress = progress;
        this.need = need(input, loss);
        this.passes = new KeptPasses(batches, graph.parameterCount(), 1);
    }

    /** What networks are opened for. */
    static Need need(StudyInput input, Loss loss) {
        return input.need(Capability.HESSIAN_PRODUCT, Capability.PARAMETER_GRADIENT).withLoss(loss);
    }

    /** Pieces that a product of so many batches is cut into. */
    static int pieces(double batches) {
        return (int) Math.max(1, Math.min(PIECES, Math.ceil(batches)));
    }

    /** Number of parameters P. */
    public int size() {
        return graph.parameterCount();
    }

    /** Products made so far. */
    public long products() {
        return products.get();
    }

    /** A product with a vector. */
    public double[] product(double[] v, Kind kind)
            throws StudyException, EngineException, Cancelled {
        products.incrementAndGet();
        return sum((network, i, term) -> multiply(network, passes.of(network, i), v, kind, term));
    }

    private static void multiply(
            Network network, KeptPass pass, double[] v, Kind kind, double[] product) {
        switch (kind) {
            case HESSIAN:
                network.hessianProduct(pass, v, product);
                break;
            case GAUSS_NEWTON:
                network.gaussNewtonProduct(pass, v, product);
                break;
            default:
                network.empiricalFisherProduct(pass, v, product);
        }
    }

    /** Feeds a process with all the products it asks for. */
    public void run(ProductProcess process, Kind kind, Look look)
            throws StudyException, EngineException, Cancelled {
        for (double[] v = process.next(); v != null; v = process.next()) {
            process.accept(product(v, kind));
            look.after(products());
        }
    }

    /** Told after every product. */
    @FunctionalInterface
    public interface Look {
        /** Takes the number of products made so far. */
        void after(long products);
    }

    /** Gradient of the mean loss. */
    public double[] gradient() throws StudyException, EngineException, Cancelled {
        return sum((network, i, term) -> network.parameterGradient(batches.get(i), term));
    }

    /** Diagonal of G, exact. */
    public double[] gaussNewtonDiagonal() throws StudyException, EngineException, Cancelled {
        return sum((network, i, term) -> network.gaussNewtonDiagonal(batches.get(i), term));
    }

    /**
     * Diagonal of the empirical Fisher matrix (1/n) sum g_i g_i', g_i the gradient of example i.
     */
    public double[] empiricalFisherDiagonal() throws StudyException, EngineException, Cancelled {
        return sum((network, i, sum) -> addSquares(network, batches.get(i), sum));
    }

    private static void addSquares(Network network, Batch batch, double[] sum) {
        double[] gradient = new double[sum.length];
        for (int n = 0; n < batch.size(); n++) {
            Batch one = new Batch(batch.inputs().rows(n, 1), new int[] {batch.labels()[n]});
            network.parameterGradient(one, gradient);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += gradient[i] * gradient[i] / batch.size();
            }
        }
    }

    /** Mean of a term over the examples: batches in order within a piece, then pieces in order. */
    private double[] sum(Term term) throws StudyException, EngineException, Cancelled {
        int pieces = pieces(batches.count());
        if (pieces == 1) { // not worth a thread
            try (Lease lease = new Lease()) {
                return sum(batches, size(), term, lease.network, 0, batches.count(), progress);
            }
        }
        List<double[]> sums =
                progress.parallel(
                        pieces,
                        Lease::new,
                        (lease, piece) -> {
                            int from = (int) ((long) batches.count() * piece / pieces);
                            int to = (int) ((long) batches.count() * (piece + 1) / pieces);
                            return sum(batches, size(), term, lease.network, from, to, progress);
                        });
        double[] total = sums.get(0);
        for (int piece = 1; piece < pieces; piece++) {
            double[] other = sums.get(piece);
            for (int i = 0; i < total.length; i++) {
                total[i] += other[i];
            }
        }
        return total;
    }

    /** The share of some batches in the mean of a term, added up in their order. */
    static double[] sum(
            LabelledBatches batches,
            int size,
            Term term,
            Network network,
            int from,
            int to,
            StudyProgress progress)
            throws StudyException, Cancelled {
        double[] sum = new double[size];
        double[] one = new double[size];
        for (int b = from; b < to; b++) {
            progress.check();
            java.util.Arrays.fill(one, 0);
            term.of(network, b, one);
            double share = (double) batches.sizeOf(b) / batches.examples();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += share * one[i];
            }
        }
        return sum;
    }

    /** Vectors by number. */
    @FunctionalInterface
    public interface VectorSource {
        /** Vector i. */
        double[] vector(int i);
    }

    /** Takes products, those of different vectors on different threads. */
    @FunctionalInterface
    public interface Sink {
        /** Takes H v of vector i. */
        void take(int i, double[] vector, double[] product);
    }

    /**
     * Products of H with many vectors: each piece multiplies a few of them with the whole split.
     *
     * @param look told about the products made
     */
    public void products(int count, VectorSource vectors, Sink sink, Look look)
            throws StudyException, EngineException, Cancelled {
        long before = products.getAndAdd(count);
        int[] done = new int[1];
        progress.parallel(
                (count + TOGETHER - 1) / TOGETHER,
                Lease::new,
                (lease, block) -> {
                    int end = Math.min(count, (block + 1) * TOGETHER);
                    for (int i = block * TOGETHER; i < end; i++) {
                        double[] v = vectors.vector(i);
                        Term term =
                                (network, b, product) ->
                                        network.hessianProduct(passes.of(network, b), v, product);
                        int all = batches.count();
                        sink.take(
                                i, v, sum(batches, size(), term, lease.network, 0, all, progress));
                    }
                    synchronized (done) {
                        done[0] += end - block * TOGETHER;
                        look.after(before + done[0]);
                    }
                    return block;
                });
    }

    @Override
    public void close() {
        for (Network network = idle.poll(); network != null; network = idle.poll()) {
            network.close();
        }
    }
}

package theoria.runtime.job;

import theoria.core.model.data.Batch;
import theoria.core.model.data.Examples;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.KeptPass;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.LayerCost;
import theoria.core.study.StudyException;
import theoria.core.study.Work;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Times work by doing a little of it: a batch again and again for a moment, on all threads at once
 * as a run does, since they share memory and caches. What a network took once is remembered.
 */
final class Stopwatch {
    /** Just-in-time compilation is over by then for what takes long. */
    private static final long WARM_NANOS = 400_000_000L;

    private static final int WARM_TRIALS = 4;

    /** Slow networks are not warmed up longer. */
    private static final long LONGEST_WARM_NANOS = 2_500_000_000L;

    private static final long MEASURED_NANOS = 400_000_000L;

    /** Multiply-accumulates of one trial at most, so that large networks take a moment only. */
    private static final double MOST_MACS = 5e8;

    private final Map<Key, Pace> paces = new ConcurrentHashMap<>();

    /** What a pace depends on, the machine aside. */
    private record Key(
            String model,
            List<String> outputs,
            Need need,
            Work.Kind kind,
            int batch,
            Optional<String> engine,
            int threads) {}

    /**
     * Seconds of one thread.
     *
     * @param pass for each pass, whatever the number of examples
     * @param example for each example of a pass
     */
    record Pace(double pass, double example) {
        double seconds(Work work) {
            return work.passes() * (pass + example * work.examples());
        }
    }

    /**
     * Seconds of one thread that a work takes while others work beside it.
     *
     * @throws StudyException if there are no examples
     */
    double seconds(Work work, RequestInput input, RunProgress progress)
            throws StudyException, EngineException, Cancelled {
        Key key =
                new Key(
                        work.model().hash(),
                        work.model().graph().outputs(),
                        work.need(),
                        work.kind(),
                        work.batch(),
                        input.reserved().engine(),
                        progress.threads());
        Pace pace = paces.get(key);
        if (pace == null) {
            pace = pace(work, input, progress);
            paces.put(key, pace);
        }
        return pace.seconds(work) * threads(work, progress.threads());
    }

    /** Threads that are held for each that works: those that find no piece wait. */
    private static double threads(Work work, int threads) {
        int rounds = (work.pieces() + threads - 1) / threads;
        return (double) threads * rounds / work.pieces();
    }

    private static Pace pace(Work work, RequestInput input, RunProgress progress)
            throws StudyException, EngineException, Cancelled {
        if (input.splits().isEmpty()) {
            throw new StudyException("there is no data");
        }
        Examples raw = input.examples(input.splits().get(0));
        Batch batch = batch(work, work.model().prepare(raw));
        List<Pace> all =
                progress.parallel(
                        progress.threads(),
                        () -> input.open(work.model(), work.need()),
                        (network, index) -> pace(work, network, batch, progress));
        return new Pace(
                all.stream().mapToDouble(Pace::pass).average().orElse(0),
                all.stream().mapToDouble(Pace::example).average().orElse(0));
    }

    /** Labels do not change what a pass takes, and may be missing. */
    private static Batch batch(Work work, Examples examples) throws StudyException {
        double macs = Math.max(1, LayerCost.macs(work.model().graph()));
        int most = (int) Math.max(1, Math.min(work.batch(), MOST_MACS / macs));
        int count = Math.min(most, examples.size());
        if (count == 0) {
            throw new StudyException(examples.description() + " holds no examples");
        }
        return new Batch(examples.read(0, count).inputs(), new int[count]);
    }

    private static Pace pace(Work work, Network network, Batch batch, RunProgress progress)
            throws Cancelled {
        double[] vector = network.parameters();
        double[] result = new double[vector.length];
        KeptPass pass = pass(work, network, batch);
        long moving = 0;
        long working = 0;
        int count = 0;
        long begun = System.nanoTime();
        long warm = begun;
        int tried = 0;
        for (long now = begun; now - warm < MEASURED_NANOS; now = System.nanoTime()) {
            progress.check();
            if (work.kind() == Work.Kind.FORWARD) {
                network.setParameters(vector.clone());
            }
            long moved = System.nanoTime();
            trial(work.kind(), network, pass, vector, result);
            long done = System.nanoTime();
            tried++;
            if (tried <= WARM_TRIALS && done - begun < LONGEST_WARM_NANOS
                    || done - begun < WARM_NANOS) {
                warm = done;
            } else {
                moving += moved - now;
                working += done - moved;
                count++;
            }
        }
        // means, not medians: what other programs take away is taken from a run as well
        return new Pace(moving / 1e9 / count, working / 1e9 / count / batch.size());
    }

    /** Many products share their passes, as far as those of all examples fit into memory. */
    private static KeptPass pass(Work work, Network network, Batch batch) {
        double bytes = work.examples() / batch.size() * network.keptBytes(batch.size());
        boolean kept =
                work.kind() == Work.Kind.HESSIAN_PRODUCT
                        && work.passes() > 1
                        && bytes <= KeptPass.mostBytes();
        return kept ? network.keep(batch) : KeptPass.nothing(batch);
    }

    private static void trial(
            Work.Kind kind, Network network, KeptPass pass, double[] vector, double[] result) {
        switch (kind) {
            case GRADIENT:
                network.parameterGradient(pass.batch(), result);
                break;
            case HESSIAN_PRODUCT:
                network.hessianProduct(pass, vector, result);
                break;
            case FORWARD:
                network.evaluate(pass.batch());
                break;
            default:
                throw new IllegalArgumentException("cannot time " + kind);
        }
    }
}

package theoria.core.study;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Progress;
import theoria.core.study.result.Result;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A study's line to the runtime: cancelling, progress, partial results, and parallel pieces. */
public interface StudyProgress extends Progress {
    /**
     * Shows and stores a partial result: immutable, of the same kind and with the same keys as the
     * final one. The runtime thins it to four per second.
     */
    void publish(Result partial);

    /**
     * Computes pieces on worker threads, each with a worker of its own, and returns their results
     * in index order. What a piece computes must not depend on the worker or on other pieces; the
     * number of pieces never depends on the number of threads.
     *
     * @param pieces number of pieces
     * @param perWorker makes a worker, for example a copy of a network; closed at the end
     * @param function computes piece i
     */
    <W extends AutoCloseable, T> List<T> parallel(
            int pieces, WorkerFactory<W> perWorker, PieceFunction<W, T> function)
            throws StudyException, EngineException, Cancelled;

    /**
     * Computes pieces that need no worker, and reports how many are done.
     *
     * @param pieces number of pieces
     * @param what is being done, a short phrase
     * @param function computes piece i
     */
    default <T> List<T> parallel(int pieces, String what, Piece<T> function)
            throws StudyException, EngineException, Cancelled {
        AtomicInteger done = new AtomicInteger();
        return parallel(
                pieces,
                () -> (AutoCloseable) () -> {},
                (nothing, index) -> {
                    T result = function.compute(index);
                    report((double) done.incrementAndGet() / pieces, what);
                    return result;
                });
    }

    /**
     * Computes a piece alone.
     *
     * @param <T> type of the piece's result
     */
    @FunctionalInterface
    interface Piece<T> {
        /** The result of piece {@code index}. */
        T compute(int index) throws StudyException, EngineException, Cancelled;
    }

    /**
     * Makes a worker.
     *
     * @param <W> its type
     */
    @FunctionalInterface
    interface WorkerFactory<W> {
        /** A new worker for one thread. */
        W make() throws EngineException;
    }

    /**
     * Computes a piece.
     *
     * @param <W> type of the worker
     * @param <T> type of the piece's result
     */
    @FunctionalInterface
    interface PieceFunction<W, T> {
        /** The result of piece {@code index}. */
        T apply(W worker, int index) throws StudyException, EngineException, Cancelled;
    }
}

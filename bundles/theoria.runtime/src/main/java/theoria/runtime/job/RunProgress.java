package theoria.runtime.job;

import org.jspecify.annotations.Nullable;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.study.StudyException;
import theoria.core.study.StudyProgress;
import theoria.core.study.result.Result;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Progress of one run: checks go to its control, reports to its listener, pieces to threads. */
final class RunProgress implements StudyProgress {
    private static final long PUBLISH_INTERVAL_NANOS = 250_000_000L;

    private final RunControl control;
    private final RunListener listener;
    private final int threads;
    private long lastPublished;
    private @Nullable Result latest;

    RunProgress(RunControl control, RunListener listener, int threads) {
        this.control = control;
        this.listener = listener;
        this.threads = threads;
    }

    @Override
    public void check() throws Cancelled {
        control.check();
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public void report(double fraction, String what) {
        listener.progress(Math.max(0, Math.min(1, fraction)), what);
    }

    @Override
    public synchronized void publish(Result partial) {
        latest = partial;
        long now = System.nanoTime();
        if (lastPublished == 0 || now - lastPublished >= PUBLISH_INTERVAL_NANOS) {
            lastPublished = now;
            latest = null;
            listener.partial(partial);
        }
    }

    /** Gives the listener the last partial result if it was thinned out. */
    synchronized void flush() {
        Result last = latest;
        if (last != null) {
            latest = null;
            listener.partial(last);
        }
    }

    @Override
    public <W extends AutoCloseable, T> List<T> parallel(
            int pieces, WorkerFactory<W> perWorker, PieceFunction<W, T> function)
            throws StudyException, EngineException, Cancelled {
        int workers = Math.max(1, Math.min(threads, pieces));
        Pieces<W, T> shared = new Pieces<>(pieces, perWorker, function);
        ExecutorService executor = Executors.newFixedThreadPool(workers);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                running.add(
                        executor.submit(
                                () -> {
                                    shared.work();
                                    return null;
                                }));
            }
            return shared.collect(running);
        } finally {
            executor.shutdown();
        }
    }

    /** Pieces handed out in index order; after a failure no further one is begun. */
    private final class Pieces<W extends AutoCloseable, T> {
        private final int count;
        private final WorkerFactory<W> factory;
        private final PieceFunction<W, T> function;
        private final AtomicInteger next = new AtomicInteger();
        private final List<@Nullable T> results;

        Pieces(int count, WorkerFactory<W> factory, PieceFunction<W, T> function) {
            this.count = count;
            this.factory = factory;
            this.function = function;
            this.results = new ArrayList<>(java.util.Collections.nCopies(count, null));
        }

        @SuppressWarnings("PMD.SignatureDeclareThrowsException")
        void work() throws StudyException, EngineException, Cancelled, WorkerCloseException {
            boolean finished = false;
            W worker = factory.make();
            try {
                for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    check();
                    T result = function.apply(worker, i);
                    synchronized (results) {
                        results.set(i, result);
                    }
                }
                finished = true;
            } finally {
                if (!finished) {
                    next.set(count);
                }
                WorkerCloseException.close(worker);
            }
        }

        List<T> collect(List<Future<?>> running) throws StudyException, EngineException, Cancelled {
            ExecutionException failure = null;
            for (Future<?> future : running) {
                try {
                    future.get();
                } catch (ExecutionException e) {
                    failure = failure == null ? e : failure;
                } catch (InterruptedException e) {
                    next.set(count);
                    Thread.currentThread().interrupt();
                    throw new Cancelled();
                }
            }
            if (failure != null) {
                rethrow(failure);
            }
            List<T> complete = new ArrayList<>();
            for (T result : results) {
                complete.add(java.util.Objects.requireNonNull(result));
            }
            return complete;
        }

        private void rethrow(ExecutionException failure)
                throws StudyException, EngineException, Cancelled {
            Throwable cause = failure.getCause();
            if (cause instanceof StudyException) {
                throw (StudyException) cause;
            }
            if (cause instanceof EngineException) {
                throw (EngineException) cause;
            }
            if (cause instanceof Cancelled) {
                throw (Cancelled) cause;
            }
            if (cause instanceof RuntimeException) {
                throw (RuntimeException) cause;
            }
            throw new IllegalStateException("a worker thread failed", failure);
        }
    }
}

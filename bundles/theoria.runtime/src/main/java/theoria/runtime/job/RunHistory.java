package theoria.runtime.job;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;
import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.registry.RunRecord;
import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.Study;
import theoria.core.study.StudyException;
import theoria.core.study.codec.RunCodec;
import theoria.core.study.result.Result;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs studies on registered models and keeps their results in the registry. While a study works,
 * its partial results are kept too, at most one every two seconds and the last one when it is
 * cancelled; asked again for the same run, it continues from there and ends with the same bits.
 */
public final class RunHistory {
    private static final long KEEP_INTERVAL_NANOS = 2_000_000_000L;

    private final ModelRegistry registry;
    private final StudyRunner runner;
    private final boolean fresh;

    /** Runs with the runner and remembers in the registry. */
    public RunHistory(ModelRegistry registry, StudyRunner runner) {
        this(registry, runner, false);
    }

    /** The same; {@code fresh} begins interrupted runs anew. */
    public RunHistory(ModelRegistry registry, StudyRunner runner, boolean fresh) {
        this.registry = registry;
        this.runner = runner;
        this.fresh = fresh;
    }

    /** Whether the registry knows every model of a request, so that its runs are remembered. */
    public boolean covers(StudyRequest request) throws RegistryException {
        List<String> known = registry.versions().stream().map(v -> v.hash()).toList();
        return !request.models().isEmpty()
                && request.models().stream().allMatch(m -> known.contains(m.hash()));
    }

    /**
     * Runs a study, from the last partial result of an interrupted run of the same request if there
     * is one.
     *
     * @throws StudyException if there is an obstacle or the study cannot go on
     * @throws EngineException if no engine can serve
     * @throws Cancelled if the control said so; the last partial result is kept
     * @throws RegistryException if the registry cannot be read or written
     */
    public Run run(Study study, StudyRequest request, RunControl control, RunListener listener)
            throws StudyException, EngineException, Cancelled, RegistryException {
        String key = runner.key(study, request);
        Optional<RunRecord> interrupted =
                registry.findRun(key).filter(run -> !fresh && !run.complete());
        Optional<Result> previous = Optional.empty();
        String id = UUID.randomUUID().toString();
        if (interrupted.isPresent()) {
            previous = Optional.of(read(registry, interrupted.get()).result());
            id = interrupted.get().id();
            listener.continues(interrupted.get().started());
        }
        listener.begins(id);
        RunRecord record = record(id, study, request, key, false);
        Keeper keeper = new Keeper(record, runner.determining(study, request), listener);
        Run run;
        try {
            run = runner.run(study, request, previous, control, keeper);
        } catch (Cancelled e) {
            keeper.keepLast();
            throw e;
        }
        registry.record(
                record(id, study, request, key, true),
                RunCodec.encode(run.provenance(), run.result()));
        return new Run(id, run.descriptor(), run.result(), run.provenance());
    }

    /**
     * What the registry keeps of a run.
     *
     * @throws RegistryException if it is damaged
     */
    public static RunCodec.Stored read(ModelRegistry registry, RunRecord run)
            throws RegistryException {
        try {
            return RunCodec.decode(registry.result(run), "run " + run.id());
        } catch (FormatException e) {
            throw new RegistryException(String.valueOf(e.getMessage()), e);
        }
    }

    private static RunRecord record(
            String id, Study study, StudyRequest request, String key, boolean complete) {
        return new RunRecord(
                id,
                study.descriptor().id(),
                request.models().stream().map(Model::hash).toList(),
                key,
                Instant.now(),
                complete);
    }

    /** Passes on what it hears, and keeps partial results. */
    private final class Keeper implements RunListener {
        private final RunRecord record;
        private final Provenance provenance;
        private final RunListener listener;
        private long kept = System.nanoTime();
        private Optional<Result> waiting = Optional.empty();
        private Optional<RegistryException> failure = Optional.empty();

        Keeper(RunRecord record, Provenance provenance, RunListener listener) {
            this.record = record;
            this.provenance = provenance;
            this.listener = listener;
        }

        @Override
        public void progress(double fraction, String what) {
            listener.progress(fraction, what);
        }

        @Override
        public synchronized void partial(Result result) {
            listener.partial(result);
            waiting = Optional.of(result);
            long now = System.nanoTime();
            if (now - kept >= KEEP_INTERVAL_NANOS) {
                kept = now;
                keep();
            }
        }

        private void keep() {
            try {
                if (waiting.isPresent() && failure.isEmpty()) {
                    registry.record(record, RunCodec.encode(provenance, waiting.get()));
                    waiting = Optional.empty();
                }
            } catch (RegistryException e) {
                failure =
                        Optional.of(
                                e); // the run goes on without being kept, and tells it if cancelled
            }
        }

        synchronized void keepLast() throws RegistryException {
            keep();
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }
}

package theoria.ui.internal.run;

import org.jspecify.annotations.Nullable;

import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.result.Result;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunSpec;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run as the window follows it, from the wish to the result. Written by its job, read by the
 * window: every method may be called from any thread.
 */
public final class RunEntry {
    private final String title;
    private final String study;
    private final List<String> models;
    private final Instant started;
    private final Clock clock = new Clock();
    private State state;
    private String id;
    private @Nullable RunSpec spec;
    private @Nullable TrainingWish training;
    private RunControl control = new RunControl();
    private double fraction;
    private String doing = "";
    private @Nullable Result result;
    private @Nullable Provenance provenance;
    private @Nullable String failure;
    private @Nullable Throwable cause;

    /** Where a run is. */
    public enum State {
        /** Others go first. */
        WAITING,
        /** Model and data are read. */
        READING,
        /** At work. */
        RUNNING,
        /** Held by the person. */
        PAUSED,
        /** The result is whole. */
        FINISHED,
        /** Stopped before its end; it can go on. */
        STOPPED,
        /** Could not be done. */
        FAILED;

        /** Whether a job works or waits for it. */
        public boolean alive() {
            return this == WAITING || this == READING || this == RUNNING || this == PAUSED;
        }
    }

    /** A run that is wanted now. */
    RunEntry(String title, RunSpec wanted) {
        this(title, wanted.study(), wanted.models(), Instant.now(), State.WAITING, "");
        this.spec = wanted;
    }

    /** A training that is wanted now. */
    RunEntry(TrainingWish wanted) {
        this("Training of " + wanted.name());
        this.training = wanted;
    }

    /** Something to be done that is no study: its result lies elsewhere. */
    RunEntry(String title) {
        this(title, "", List.of(), Instant.now(), State.WAITING, "");
    }

    /** A run of the past. */
    RunEntry(
            String title,
            String study,
            List<String> models,
            Instant started,
            State state,
            String id) {
        this.title = title;
        this.study = study;
        this.models = List.copyOf(models);
        this.started = started;
        this.state = state;
        this.id = id;
        this.fraction = state == State.FINISHED ? 1 : 0;
    }

    /** A result that was made elsewhere, as a run that is over; the registry does not know it. */
    public static RunEntry made(String title, Result result) {
        RunEntry entry = new RunEntry(title, "", List.of(), Instant.now(), State.FINISHED, "");
        entry.partial(result);
        return entry;
    }

    /** Title of the study. */
    public String title() {
        return title;
    }

    /** Identifier of the study, empty if it is none. */
    public String study() {
        return study;
    }

    /** References of the models. */
    public List<String> models() {
        return models;
    }

    /** When it was wanted. */
    public Instant started() {
        return started;
    }

    /** Where it is. */
    public synchronized State state() {
        return state;
    }

    /** Identifier in the registry; empty before the study begins. */
    public synchronized String id() {
        return id;
    }

    /** How it was asked for, if that is known. */
    public synchronized Optional<RunSpec> spec() {
        return Optional.ofNullable(spec);
    }

    /** The training that it is, if it is one. */
    synchronized Optional<TrainingWish> training() {
        return Optional.ofNullable(training);
    }

    /** How far it is, in [0,1]. */
    public synchronized double fraction() {
        return fraction;
    }

    /** What it is doing. */
    public synchronized String doing() {
        return doing;
    }

    /** Seconds left, negative if that cannot be told yet. */
    public synchronized double secondsLeft() {
        return clock.left(fraction);
    }

    /** The newest result, partial or whole. */
    public synchronized Optional<Result> result() {
        return Optional.ofNullable(result);
    }

    /** Where the result comes from; known when it is whole or was kept. */
    public synchronized Optional<Provenance> provenance() {
        return Optional.ofNullable(provenance);
    }

    /** Why it failed, one sentence. */
    public synchronized Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** What it failed of, for those who want details. */
    public synchronized Optional<Throwable> cause() {
        return Optional.ofNullable(cause);
    }

    synchronized RunControl control() {
        return control;
    }

    synchronized void wait(RunControl fresh) {
        control = fresh;
        state = State.WAITING;
        failure = null;
        cause = null;
    }

    synchronized void enter(State next) {
        state = next;
        clock.run(next == State.RUNNING);
    }

    synchronized void begin(String itsId) {
        id = itsId;
        enter(State.RUNNING);
    }

    synchronized void progress(double itsFraction, String what) {
        clock.startAt(itsFraction);
        fraction = itsFraction;
        doing = what;
    }

    synchronized void partial(Result newest) {
        result = newest;
    }

    synchronized void finish(Run run) {
        id = run.id();
        result = run.result();
        provenance = run.provenance();
        fraction = 1;
        enter(State.FINISHED);
    }

    synchronized void done() {
        fraction = 1;
        enter(State.FINISHED);
    }

    synchronized void loaded(Result stored, Provenance from, @Nullable RunSpec asked) {
        result = stored;
        provenance = from;
        if (spec == null) {
            spec = asked;
        }
    }

    synchronized void fail(String sentence, @Nullable Throwable why) {
        failure = sentence;
        cause = why;
        enter(State.FAILED);
    }
}

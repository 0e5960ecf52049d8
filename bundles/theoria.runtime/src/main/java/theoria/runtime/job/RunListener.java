package theoria.runtime.job;

import theoria.core.study.result.Result;

import java.time.Instant;

/** Hears of a run; called on the job's threads. */
public interface RunListener {
    /** The run has begun; a continued one keeps the identifier of the interrupted one. */
    default void begins(String id) {}

    /** How far the run is, in [0,1], and what it is doing. */
    default void progress(double fraction, String what) {}

    /** The run continues an interrupted one that was kept at this time. */
    default void continues(Instant kept) {}

    /** A partial result: at most four per second, and the last one when the run ends. */
    default void partial(Result result) {}
}

package theoria.runtime.job;

import theoria.core.study.result.Result;

/** Hears of a run; called on the job's threads. */
public interface RunListener {
    /** How far the run is, in [0,1], and what it is doing. */
    default void progress(double fraction, String what) {}

    /** A partial result, at most four per second. */
    default void partial(Result result) {}
}

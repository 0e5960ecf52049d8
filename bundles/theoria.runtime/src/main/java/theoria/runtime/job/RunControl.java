package theoria.runtime.job;

import theoria.core.model.engine.Cancelled;

/** The switches of a running job, for other threads: pause, resume, cancel. */
public final class RunControl {
    private boolean cancelled;
    private boolean paused;

    /** Asks the job to stop; it does so at its next check. */
    public synchronized void cancel() {
        cancelled = true;
        notifyAll();
    }

    /** Lets the job wait at its next check. */
    public synchronized void pause() {
        paused = true;
    }

    /** Lets a waiting job go on. */
    public synchronized void resume() {
        paused = false;
        notifyAll();
    }

    /** Whether the job was asked to stop. */
    public synchronized boolean cancelled() {
        return cancelled;
    }

    /** Returns at once, or when a paused job is resumed. */
    synchronized void check() throws Cancelled {
        while (paused && !cancelled) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Cancelled();
            }
        }
        if (cancelled) {
            throw new Cancelled();
        }
    }
}

package theoria.core.model.engine;

/** How a long job tells how far it is and hears that it should stop. */
public interface Progress {
    /**
     * Returns at once, or blocks while the job is paused. To be called at least every 0.2 s.
     *
     * @throws Cancelled if the job should stop
     */
    void check() throws Cancelled;

    /**
     * Tells how far the job is.
     *
     * @param fraction done, in [0,1]
     * @param what is being done, a short phrase
     */
    void report(double fraction, String what);

    /** How many threads the job may use; no number of its result depends on it. */
    default int threads() {
        return 1;
    }

    /** A progress nobody watches and nobody cancels. */
    static Progress none() {
        return new Progress() {
            @Override
            public void check() {
                // nobody cancels
            }

            @Override
            public void report(double fraction, String what) {
                // nobody watches
            }
        };
    }
}

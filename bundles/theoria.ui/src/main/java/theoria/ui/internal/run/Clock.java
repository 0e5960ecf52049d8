package theoria.ui.internal.run;

/** The time a run has worked, pauses not counted, and what is left of it. */
final class Clock {
    private static final double ENOUGH_SECONDS = 0.5;
    private static final double ENOUGH_FRACTION = 0.01;

    private double worked;
    private long since = -1;
    private double first = -1;

    /** Lets the clock run or stand. */
    void run(boolean running) {
        long now = System.nanoTime();
        if (since >= 0) {
            worked += (now - since) / 1e9;
        }
        since = running ? now : -1;
    }

    /** The fraction at which the work began: a continued run does not begin at 0. */
    void startAt(double fraction) {
        if (first < 0) {
            first = fraction;
        }
    }

    /** Seconds left at this fraction, negative if it is too early to tell. */
    double left(double fraction) {
        double seconds = worked + (since >= 0 ? (System.nanoTime() - since) / 1e9 : 0);
        double done = fraction - Math.max(0, first);
        if (seconds < ENOUGH_SECONDS || done < ENOUGH_FRACTION) {
            return -1;
        }
        return seconds * (1 - fraction) / done;
    }
}

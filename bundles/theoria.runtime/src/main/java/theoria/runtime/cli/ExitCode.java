package theoria.runtime.cli;

/** Exit codes of the command line; stable. */
public final class ExitCode {
    /** All went well. */
    public static final int FINE = 0;

    /** What {@code --fail-on} asked about happened, or drift was found. */
    public static final int DRIFT = 1;

    /** The command was used wrongly. */
    public static final int USAGE = 2;

    /** A file, model or data set is bad or not there. */
    public static final int BAD_INPUT = 3;

    /** The study could not run on this input. */
    public static final int OBSTACLE = 4;

    /** An internal error. */
    public static final int INTERNAL = 5;

    /** Cancelled by the person. */
    public static final int CANCELLED = 130;

    private ExitCode() {}
}

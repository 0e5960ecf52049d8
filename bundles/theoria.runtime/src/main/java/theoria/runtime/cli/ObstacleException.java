package theoria.runtime.cli;

/** What was asked for is possible in general, but not with this input: exit code 4. */
final class ObstacleException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With the sentence. */
    ObstacleException(String message) {
        super(message);
    }
}

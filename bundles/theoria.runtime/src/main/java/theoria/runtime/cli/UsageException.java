package theoria.runtime.cli;

/** The command was used wrongly: one sentence, exit code 2. */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With the sentence. */
    public UsageException(String message) {
        super(message);
    }
}

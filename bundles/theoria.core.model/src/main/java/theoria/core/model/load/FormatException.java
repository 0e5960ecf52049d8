package theoria.core.model.load;

/**
 * A file is not what it should be. The message is one sentence: what is wrong, where in the file,
 * what was expected.
 */
public final class FormatException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With the sentence. */
    public FormatException(String message) {
        super(message);
    }

    /** With the sentence and the parser's error. */
    public FormatException(String message, Throwable cause) {
        super(message, cause);
    }
}

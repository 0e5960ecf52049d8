package theoria.core.study.parameter;

/**
 * A parameter was given a value it cannot take: one sentence with key, value and what is allowed.
 */
public final class ParameterException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** With the sentence. */
    public ParameterException(String message) {
        super(message);
    }
}

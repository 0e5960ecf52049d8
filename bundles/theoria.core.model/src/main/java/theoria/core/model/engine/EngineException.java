package theoria.core.model.engine;

/** An engine could not open a network, or its native part failed. */
public final class EngineException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With one sentence: which engine, what failed. */
    public EngineException(String message) {
        super(message);
    }

    /** With one sentence and the native cause. */
    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}

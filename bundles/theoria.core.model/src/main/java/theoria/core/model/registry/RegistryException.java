package theoria.core.model.registry;

/**
 * The workspace cannot be used, or something in it is damaged or missing. The message is one
 * sentence that names the workspace, model or blob.
 */
public final class RegistryException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With the sentence. */
    public RegistryException(String message) {
        super(message);
    }

    /** With the sentence and the cause. */
    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}

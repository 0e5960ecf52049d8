package theoria.core.model.graph;

/** An operator was given inputs whose shapes it cannot take. */
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** With one sentence that names both shapes. */
    public ShapeException(String message) {
        super(message);
    }
}

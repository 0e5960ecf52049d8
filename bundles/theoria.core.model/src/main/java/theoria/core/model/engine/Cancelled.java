package theoria.core.model.engine;

/** The person asked a long job to stop. Not an error. */
public final class Cancelled extends Exception {
    private static final long serialVersionUID = 1L;

    /** A cancellation. */
    public Cancelled() {
        super("cancelled");
    }
}

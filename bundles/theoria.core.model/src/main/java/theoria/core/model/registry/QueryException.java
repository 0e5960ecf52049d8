package theoria.core.model.registry;

/** A query that cannot be read: one sentence that names the character where it goes wrong. */
public final class QueryException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int position;

    QueryException(int position, String fault) {
        super("the query goes wrong at character " + (position + 1) + ": " + fault);
        this.position = position;
    }

    /** Index of the first character that is wrong, from 0 to the length of the query. */
    public int position() {
        return position;
    }
}

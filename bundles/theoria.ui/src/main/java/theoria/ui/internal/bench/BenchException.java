package theoria.ui.internal.bench;

/** Something could not be measured; the message says why in one sentence. */
final class BenchException extends Exception {
    private static final long serialVersionUID = 1L;

    BenchException(String message) {
        super(message);
    }
}

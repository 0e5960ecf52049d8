package theoria.core.study;

/** A study could not run: one sentence that says why and what to do. */
public final class StudyException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With the sentence. */
    public StudyException(String message) {
        super(message);
    }

    /** With the sentence and the cause. */
    public StudyException(String message, Throwable cause) {
        super(message, cause);
    }
}

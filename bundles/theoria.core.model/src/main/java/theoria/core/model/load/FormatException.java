package theoria.core.model.load;

import java.util.regex.Pattern;

/**
 * A file is not what it should be. The message is one sentence: what is wrong, where in the file,
 * what was expected. It stays one line of bearable length whatever a damaged file made of the names
 * in it.
 */
public final class FormatException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\x{2028}\\x{2029}]+");
    private static final int LONGEST = 1000;
    private static final int KEPT_END = 200;

    /** With the sentence. */
    public FormatException(String message) {
        super(line(message));
    }

    /** With the sentence and the parser's error. */
    public FormatException(String message, Throwable cause) {
        super(line(message), cause);
    }

    /** The sentence without control characters; of a very long one, beginning and end. */
    private static String line(String message) {
        String line = BREAKS.matcher(message).replaceAll(" ");
        if (line.length() <= LONGEST) {
            return line;
        }
        int kept = LONGEST - KEPT_END;
        return line.substring(0, kept) + " ... " + line.substring(line.length() - KEPT_END);
    }
}

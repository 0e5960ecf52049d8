package theoria.format.keras;

import theoria.core.model.load.FormatException;

/** The sentence that a person reads about a file. */
final class Refusal {
    private Refusal() {}

    /** The fault with the name of the file before it, without what would break the line. */
    static FormatException of(String name, FormatException fault) {
        String sentence = "'" + name + "': " + fault.getMessage();
        return new FormatException(sentence.replaceAll("\\p{Cntrl}", " "), fault);
    }
}

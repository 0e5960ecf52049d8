package theoria.runtime.plugin;

import java.util.Locale;

/**
 * One thing that a trial found out.
 *
 * @param outcome how it went
 * @param subject bundle, study or viewer
 * @param on the network it was tried on, empty if it was not tried on one
 * @param detail in words
 */
public record Finding(Outcome outcome, String subject, String on, String detail) {
    /** How it went. */
    public enum Outcome {
        /** As it should. */
        FINE,
        /** The study says that it cannot run there, which is its right. */
        OBSTACLE,
        /** Not as it should. */
        FAILED,
        /** It began; what follows says how it went. */
        BEGUN;

        /** In lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One line that {@link #parse} reads. */
    String line() {
        return String.join("\t", outcome.name(), clean(subject), clean(on), clean(detail));
    }

    /** The finding of a line. */
    static Finding parse(String line) {
        String[] words = line.split("\t", -1);
        if (words.length != 4) {
            throw new IllegalArgumentException("not a finding: '" + line + "'");
        }
        return new Finding(Outcome.valueOf(words[0]), words[1], words[2], words[3]);
    }

    private static String clean(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}

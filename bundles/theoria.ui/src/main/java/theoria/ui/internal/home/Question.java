package theoria.ui.internal.home;

import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.catalogue.StudyEntry;

import java.util.Optional;

/** The four questions of the field, each with the suite of studies that bear on it. */
enum Question {
    /** Representations. */
    HARMONIC("Harmonic analysis", "What are good representations of signals?"),
    /** Depth. */
    APPROXIMATION("Approximation", "When do deep networks beat shallow ones?"),
    /** Landscape. */
    OPTIMIZATION("Optimization", "What is the landscape of the empirical risk?"),
    /** Generalization. */
    STATISTICS("Statistics", "How can networks generalize without overfitting noise?");

    private final String field;
    private final String words;

    Question(String field, String words) {
        this.field = field;
        this.words = words;
    }

    String field() {
        return field;
    }

    String words() {
        return words;
    }

    /** The first installed study of the suite that bears the question's name. */
    Optional<StudyEntry> study(Catalogue catalogue) {
        String suite = name().toLowerCase(java.util.Locale.ROOT);
        return catalogue.studies().stream()
                .filter(entry -> entry.suites().contains(suite))
                .findFirst();
    }
}

package theoria.ui.internal.bench;

import java.util.Map;

/** One thing that is measured in the window. */
interface Measure {
    /** What was done, in words. */
    String work();

    /**
     * Measures; called from a thread of its own, not that of the window.
     *
     * @return numbers by name, the unit at the end of the name
     * @throws BenchException if it cannot be done or takes far too long, in one sentence
     */
    Map<String, Double> take(Stage stage) throws BenchException;
}

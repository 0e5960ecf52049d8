package theoria.core.study.result;

import java.util.List;
import java.util.Map;

/**
 * What a study found: data only. Whatever its kind it carries scalars, arrays and verdicts under
 * keys its study documents, and its canonical tables, which a writer or viewer without a case for
 * the kind shows instead. Immutable; equal content means equal results.
 */
public sealed interface Result
        permits Table, Curves, Surface, ImageGrid, Graph, Text, Findings, Composite {
    /** What every result carries besides its own data. */
    Content content();

    /** The kind's name: {@code table}, {@code curves}, {@code surface}, ... */
    String kind();

    /** Canonical tables by key, in order. */
    Map<String, Table> tables();

    /** Short title. */
    default String title() {
        return content().title();
    }

    /** What was computed, in one line. */
    default String caption() {
        return content().caption();
    }

    /** Documented numbers by key, in order. */
    default Map<String, Double> scalars() {
        return content().scalars();
    }

    /** How some of these numbers follow from others, by key. */
    default Map<String, Derivation> derivations() {
        return content().derivations();
    }

    /** Documented arrays by key, in order. */
    default Map<String, NumericArray> arrays() {
        return content().arrays();
    }

    /** Claims that were tested. */
    default List<Verdict> verdicts() {
        return content().verdicts();
    }

    /** Remarks for the person, one sentence each. */
    default List<String> notes() {
        return content().notes();
    }
}

package theoria.runtime.job;

import theoria.core.model.tensor.Precision;
import theoria.core.study.parameter.Parameter;
import theoria.core.study.parameter.Values;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters that every study has without declaring them: which engine, which precision, how
 * many examples at once, which output, and whether the loss is taken of the raw outputs.
 */
public final class Reserved {
    private static final Parameter.Words ENGINE =
            new Parameter.Words(
                    "engine",
                    "Engine",
                    "Which engine computes; empty for the first in the fixed order that can.",
                    "");
    private static final Parameter.Choice PRECISION =
            new Parameter.Choice(
                    "precision",
                    "Precision",
                    "Precision of weights and results.",
                    "float",
                    List.of("float", "double"));
    private static final Parameter.Whole BATCH =
            new Parameter.Whole(
                    "batch",
                    "Batch",
                    "Examples per pass; numbers do not depend on it up to" + " rounding.",
                    250,
                    1,
                    100_000);
    private static final Parameter.Words OUTPUT =
            new Parameter.Words(
                    "output", "Output", "Which of several outputs; empty for the first.", "");
    private static final Parameter.Choice OUTPUTS =
            new Parameter.Choice(
                    "outputs",
                    "Loss of",
                    "raw forces softmax cross-entropy of the raw outputs.",
                    "auto",
                    List.of("auto", "raw"));

    /** The reserved parameters, in the order of the form. */
    public static final List<Parameter<?>> PARAMETERS =
            List.of(ENGINE, PRECISION, BATCH, OUTPUT, OUTPUTS);

    private final Values values;

    private Reserved(Values values) {
        this.values = values;
    }

    /** Takes the reserved parameters out of those given. */
    static Reserved parse(Map<String, String> given) {
        Map<String, String> own = new LinkedHashMap<>();
        for (Parameter<?> parameter : PARAMETERS) {
            String text = given.get(parameter.key());
            if (text != null) {
                own.put(parameter.key(), text);
            }
        }
        return new Reserved(Values.parse(PARAMETERS, own));
    }

    /** Those given that are not reserved. */
    static Map<String, String> others(Map<String, String> given) {
        Map<String, String> others = new LinkedHashMap<>(given);
        PARAMETERS.forEach(parameter -> others.remove(parameter.key()));
        return others;
    }

    Optional<String> engine() {
        return Optional.of(values.get(ENGINE)).filter(id -> !id.isEmpty());
    }

    Precision precision() {
        return Precision.parse(values.get(PRECISION));
    }

    int batch() {
        return values.get(BATCH);
    }

    Optional<String> output() {
        return Optional.of(values.get(OUTPUT)).filter(name -> !name.isEmpty());
    }

    boolean rawOutputs() {
        return values.get(OUTPUTS).equals("raw");
    }

    Map<String, String> texts() {
        return values.texts();
    }
}

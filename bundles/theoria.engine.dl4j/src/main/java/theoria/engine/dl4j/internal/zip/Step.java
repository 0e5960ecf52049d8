package theoria.engine.dl4j.internal.zip;

import java.util.List;

/**
 * A layer or graph vertex of the configuration.
 *
 * @param name the file's, or {@code layer0}, {@code layer1}, ... where it has none
 * @param kind its class
 * @param body its fields
 * @param inputs names of the steps whose outputs it takes, or of the network's input
 * @param preprocessors applied to its input, in this order
 * @param dropConnect whether its dropout is applied to weights instead of inputs (before 1.0)
 */
record Step(
        String name,
        StepKind kind,
        Section body,
        List<String> inputs,
        List<Preprocessor> preprocessors,
        boolean dropConnect) {
    Step {
        inputs = List.copyOf(inputs);
        preprocessors = List.copyOf(preprocessors);
    }

    /** The same with other preprocessors. */
    Step with(List<Preprocessor> others) {
        return new Step(name, kind, body, inputs, others, dropConnect);
    }
}

package theoria.study.landscape.internal;

import theoria.core.model.engine.Loss;
import theoria.core.study.StudyInput;
import theoria.core.study.parameter.Parameter;

/** Which loss a study of the landscape takes. */
public final class LossParameter {
    /** Declared by each of them. */
    public static final Parameter.Choice LOSS =
            new Parameter.Choice(
                    "loss",
                    "Loss",
                    "The loss of one example: softmax cross-entropy, multi-class hinge, or mean"
                            + " squared error against the one-hot label.",
                    Loss.CROSS_ENTROPY.word(),
                    Loss.WORDS);

    private LossParameter() {}

    /** The loss that was asked for. */
    public static Loss of(StudyInput input) {
        return Loss.parse(input.values().get(LOSS));
    }
}

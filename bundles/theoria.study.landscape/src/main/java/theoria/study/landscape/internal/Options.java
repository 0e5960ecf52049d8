package theoria.study.landscape.internal;

import theoria.core.model.engine.Loss;
import theoria.core.study.parameter.Parameter;
import theoria.core.study.parameter.Values;

/** The values of parameters that landscape studies share, of which not every study has each. */
public final class Options {
    /** Whether losses of single classes are kept. */
    public static final Parameter.Flag CLASSES =
            new Parameter.Flag(
                    "classes", "Classes", "Whether the loss of each class is kept too.", false);

    private final Values values;

    /** The given values. */
    public Options(Values values) {
        this.values = values;
    }

    /** The value of a parameter, its default where the study does not have it. */
    public <T> T get(Parameter<T> parameter) {
        boolean declared = values.texts().containsKey(parameter.key());
        return declared ? values.get(parameter) : parameter.otherwise();
    }

    /** The loss. */
    public Loss loss() {
        return Loss.parse(get(LossParameter.LOSS));
    }

    /** Whether losses of single classes are kept. */
    public boolean classes() {
        return get(CLASSES);
    }
}

package theoria.study.landscape.internal.laboratory;

import theoria.core.study.StudyInput;
import theoria.core.study.parameter.Parameter;

import java.util.List;
import java.util.Optional;

/** A parameter that must be some positive numbers. */
public final class PositiveNumbers {
    private PositiveNumbers() {}

    /**
     * Why a run cannot take the given numbers, in words; empty if it can.
     *
     * @param most how many there may be
     */
    public static Optional<String> obstacle(StudyInput input, Parameter.Reals parameter, int most) {
        List<Double> values = input.values().get(parameter);
        boolean fine =
                !values.isEmpty()
                        && values.size() <= most
                        && values.stream().allMatch(v -> v > 0 && !v.isInfinite());
        return fine
                ? Optional.empty()
                : Optional.of(
                        "parameter "
                                + parameter.key()
                                + " is '"
                                + parameter.text(values)
                                + "'; expected 1 to "
                                + most
                                + " positive numbers");
    }
}

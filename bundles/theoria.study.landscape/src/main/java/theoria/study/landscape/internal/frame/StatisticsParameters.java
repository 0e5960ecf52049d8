package theoria.study.landscape.internal.frame;

import theoria.core.study.parameter.Parameter;
import theoria.study.landscape.internal.Options;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The parameters that say what becomes of running statistics. */
public final class StatisticsParameters {
    private static final String AUTO = "auto";

    /** What is done with running statistics. */
    public static final Parameter.Choice STATISTICS =
            new Parameter.Choice(
                    "statistics",
                    "Running statistics",
                    "Batch norm: fixed as they are, interpolate like the weights, recompute on"
                            + " training batches; auto: interpolate between networks, else fixed.",
                    AUTO,
                    List.of(AUTO, "fixed", "interpolate", "recompute"));

    /** On how many batches they are recomputed. */
    public static final Parameter.Whole STATISTICS_BATCHES =
            new Parameter.Whole(
                    "statistics-batches",
                    "Batches for them",
                    "Training batches on which statistics=recompute measures.",
                    10,
                    1,
                    100_000);

    private StatisticsParameters() {}

    /** What is done with running statistics; empty leaves it to the kind of frame. */
    static Optional<Statistics> statistics(Options options) {
        String word = options.get(STATISTICS);
        return word.equals(AUTO)
                ? Optional.empty()
                : Optional.of(Statistics.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    /** Whether they are recomputed. */
    public static boolean recomputes(Options options) {
        return statistics(options).equals(Optional.of(Statistics.RECOMPUTE));
    }
}

package theoria.study.landscape.internal.direction;

import theoria.core.study.parameter.Parameter;
import theoria.study.landscape.internal.Options;

import java.util.List;
import java.util.Locale;

/** The parameters that say which directions are taken and how they are scaled. */
public final class DirectionParameters {
    private static final String AUTO = "auto";

    /** How directions are scaled. */
    public static final Parameter.Choice NORMALIZE =
            new Parameter.Choice(
                    "normalize",
                    "Normalise",
                    "How directions are scaled against the weights; auto: random ones by filter,"
                            + " others not at all.",
                    AUTO,
                    List.of(AUTO, "none", "weight", "layer", "filter"));

    /** Whether biases and batch norm stay. */
    public static final Parameter.Choice IGNORE =
            new Parameter.Choice(
                    "ignore",
                    "Ignore",
                    "biasbn: biases and batch norm get direction 0; auto: those of random"
                            + " directions that are normalised.",
                    AUTO,
                    List.of(AUTO, "biasbn", "none"));

    /** Whether the second direction is turned. */
    public static final Parameter.Flag ORTHOGONAL =
            new Parameter.Flag(
                    "orthogonal",
                    "Orthogonal",
                    "Whether the second direction is made orthogonal to the first.",
                    false);

    /** How many seeds. */
    public static final Parameter.Whole SEEDS =
            new Parameter.Whole(
                    "seeds",
                    "Seeds",
                    "Random directions of so many seeds, from the run's seed on; the mean is shown"
                            + " with its spread.",
                    1,
                    1,
                    1000);

    /** Where a path comes from. */
    public static final Parameter.Choice CHECKPOINTS =
            new Parameter.Choice(
                    "checkpoints",
                    "Checkpoints",
                    "registry: those of the model's training; file:PATH: an npz archive with rows"
                            + " theta (and steps), or a folder of checkpoint files.",
                    "registry",
                    List.of("registry", "file:"));

    /** Whether the path's mean is taken off. */
    public static final Parameter.Flag CENTRE =
            new Parameter.Flag(
                    "centre",
                    "Centre",
                    "Whether the principal components are of the rows less their mean.",
                    true);

    private DirectionParameters() {}

    /** How a direction is scaled; drawn ones have no scale of their own. */
    static Normalisation normalisation(Options options, boolean drawn) {
        String word = options.get(NORMALIZE);
        if (word.equals(AUTO)) {
            return drawn ? Normalisation.FILTER : Normalisation.NONE;
        }
        return Normalisation.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether biases and batch norm get direction 0. */
    static boolean ignored(Options options, boolean drawn) {
        String word = options.get(IGNORE);
        if (word.equals(AUTO)) {
            return drawn && normalisation(options, true) != Normalisation.NONE;
        }
        return word.equals("biasbn");
    }
}

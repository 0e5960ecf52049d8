package theoria.study.landscape.internal.direction;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.load.Model;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.Options;
import theoria.study.landscape.internal.frame.Frame;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the directions of a line or plane come from: one class for each word of a parameter. A
 * further one is a class, its word in {@link #WORDS} and a case in {@code source}.
 */
@FunctionalInterface
public interface DirectionSource {
    /** Before the name of a file. */
    String FILE = "file:";

    /** The words of the parameter, for lines and planes alike. */
    List<String> WORDS = List.of("random", "between", "pca", "gradient", "hessian", FILE);

    /**
     * What directions are wanted.
     *
     * @param input of the study
     * @param options the shared parameters
     * @param model number of the model that is left
     * @param seed of what is drawn
     * @param count 1 for a line, 2 for a plane
     */
    record Wanted(StudyInput input, Options options, int model, long seed, int count) {
        Model target() {
            return input.models().get(model);
        }

        /** Scales a direction in place as the parameters say. */
        void normalise(Model against, double[] direction, boolean drawn) {
            DirectionParameters.normalisation(options, drawn)
                    .apply(
                            against.graph(),
                            against.weights().parameters().toDoubles(),
                            direction,
                            DirectionParameters.ignored(options, drawn));
        }

        /** How directions were scaled, for captions: empty if they were not. */
        String scaling(boolean drawn) {
            Normalisation how = DirectionParameters.normalisation(options, drawn);
            return how == Normalisation.NONE && drawn
                    ? "not normalised "
                    : how == Normalisation.NONE ? "" : how.word() + "-normalised ";
        }
    }

    /**
     * The frame.
     *
     * @throws StudyException if there are no such directions for the model
     */
    Frame frame(Wanted wanted, StudyProgress progress)
            throws StudyException, EngineException, Cancelled;

    /**
     * The frame that a word asks for, orthogonal if that is wanted, its directions checked.
     *
     * @param word one of {@link #WORDS}
     */
    static Frame of(String word, Wanted wanted, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Frame frame = source(word).frame(wanted, progress);
        return (wanted.options().get(DirectionParameters.ORTHOGONAL) ? frame.orthogonal() : frame)
                .checked();
    }

    private static DirectionSource source(String word) {
        switch (word) {
            case "random":
                return new RandomDirections();
            case "between":
                return new BetweenModels();
            case "pca":
                return new TrajectoryDirections();
            case "gradient":
                return new GradientDirections();
            case "hessian":
                return new HessianDirections();
            default:
                return new FileDirections(Path.of(word.substring(FILE.length())));
        }
    }
}

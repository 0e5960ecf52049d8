package theoria.study.landscape.internal.direction;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.load.Model;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.Options;
import theoria.study.landscape.internal.frame.BatchNormStatistics;
import theoria.study.landscape.internal.frame.Frame;
import theoria.study.landscape.internal.frame.StatisticsParameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines or planes of a run: for each model one for each seed. */
public final class Frames {
    private Frames() {}

    /** Suffix of the keys of model k: none for the first, {@code _2} for the second. */
    public static String suffix(int k) {
        return k == 0 ? "" : "_" + (k + 1);
    }

    /**
     * The frames, by model, by seed.
     *
     * @param word where directions come from
     * @param models how many of the input's models have a frame
     * @param count 1 for lines, 2 for planes
     */
    public static List<List<Frame>> of(
            StudyInput input, String word, int models, int count, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Options options = new Options(input.values());
        List<List<Frame>> frames = new ArrayList<>();
        for (int k = 0; k < models; k++) {
            List<Frame> own = new ArrayList<>();
            for (int s = 0; s < options.get(DirectionParameters.SEEDS); s++) {
                long seed = input.seed() + s;
                own.add(
                        DirectionSource.of(
                                word,
                                new DirectionSource.Wanted(input, options, k, seed, count),
                                progress));
            }
            frames.add(own);
        }
        return frames;
    }

    /** Why there are no such frames, in words; reads metadata only. */
    public static Optional<String> obstacle(StudyInput input, String word, int count) {
        Options options = new Options(input.values());
        if (options.get(DirectionParameters.SEEDS) > 1 && !word.equals("random")) {
            return Optional.of(
                    "seeds="
                            + options.get(DirectionParameters.SEEDS)
                            + " needs directions=random, not "
                            + word);
        }
        boolean spanned = word.equals("between") || word.equals("pca");
        if (spanned && DirectionParameters.normalisation(options, false) != Normalisation.NONE) {
            return Optional.of(
                    "directions="
                            + word
                            + " are not normalised: networks lie at fixed places of that plane;"
                            + " expected normalize=auto or none");
        }
        Optional<String> path = Optional.empty();
        if (word.equals("between")) {
            path = BetweenModels.obstacle(input, count);
        } else if (word.equals("pca")) {
            path =
                    input.models().stream()
                            .flatMap(model -> Checkpoints.obstacle(model, options).stream())
                            .findFirst();
        }
        return path.isPresent() ? path : statistics(input, options);
    }

    /** Why running statistics cannot be recomputed, in words; models without any do not matter. */
    private static Optional<String> statistics(StudyInput input, Options options) {
        if (!StatisticsParameters.recomputes(options)) {
            return Optional.empty();
        }
        List<Model> normed =
                input.models().stream()
                        .filter(model -> BatchNormStatistics.has(model.graph()))
                        .toList();
        if (normed.isEmpty()) {
            return Optional.of(
                    "'"
                            + input.model().name()
                            + "' has no batch norm whose statistics=recompute measures");
        }
        return normed.stream()
                .flatMap(model -> BatchNormStatistics.obstacle(input, model).stream())
                .findFirst();
    }

    /** Who shares directions with whom, a sentence for each further model. */
    public static List<String> sharing(StudyInput input, String word) {
        List<String> sentences = new ArrayList<>();
        Model first = input.model();
        for (Model model : input.models().subList(1, input.models().size())) {
            if (word.equals("random")) {
                boolean same = RandomDirections.sameBlocks(first.graph(), model.graph());
                sentences.add(
                        model.name()
                                + (same
                                        ? " shares the directions of " + first.name() + "."
                                        : " has other blocks than "
                                                + first.name()
                                                + " and draws its own directions, block by block"
                                                + " from the seed and the block's name."));
            }
        }
        return sentences;
    }
}

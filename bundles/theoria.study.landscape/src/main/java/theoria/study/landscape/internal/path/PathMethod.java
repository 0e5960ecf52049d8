package theoria.study.landscape.internal.path;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Loss;
import theoria.core.model.load.Model;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.UnitChain;
import theoria.study.landscape.internal.Vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How one gets from one network to another. */
public enum PathMethod {
    /** Straight. */
    LINEAR,
    /** On a trained Bezier curve (Garipov et al. 2018). */
    BEZIER,
    /** On straight pieces with trained bends between them (Garipov et al. 2018). */
    POLYCHAIN,
    /** Straight, after the units of the second network were permuted ({@link WeightMatching}). */
    PERMUTED,
    /** Over dead units, without a barrier ({@link DeadUnits}). */
    EXPLICIT;

    /** The words of the command line. */
    public static final List<String> WORDS = Arrays.stream(values()).map(PathMethod::word).toList();

    /** Its word on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The method of a word of {@link #WORDS}. */
    public static PathMethod parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether it has bends that are trained. */
    public boolean trained() {
        return this == BEZIER || this == POLYCHAIN;
    }

    /**
     * Why there is no such path between networks of this architecture, in words; reads metadata
     * only.
     *
     * @param raw whether the loss is taken of the raw outputs
     */
    public Optional<String> obstacle(Model model, Loss loss, boolean raw) {
        switch (this) {
            case PERMUTED:
                return UnitChain.obstacle(model);
            case EXPLICIT:
                return DeadUnits.obstacle(model, loss, raw);
            default:
                return Optional.empty();
        }
    }

    /**
     * The path between the two models of an input.
     *
     * @param bends points that are trained
     */
    public WeightPath path(
            StudyInput input, int bends, PathTraining.Plan plan, Loss loss, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Vectors first = Vectors.of(input.models().get(0).weights());
        Vectors second = Vectors.of(input.models().get(1).weights());
        String ends = input.models().get(0).name() + " to " + input.models().get(1).name();
        switch (this) {
            case LINEAR:
                return WeightPath.straight(first, second, "line from " + ends);
            case PERMUTED:
                return WeightMatching.path(input, first, second, ends);
            case EXPLICIT:
                return DeadUnits.path(input.model(), first, second, ends);
            default:
                PathTraining training = new PathTraining(input, plan, loss);
                return training.train(start(first, second, bends, ends), progress);
        }
    }

    /** The bends begin on the straight line, evenly: the curve is that line. */
    private WeightPath start(Vectors first, Vectors second, int bends, String ends) {
        List<Vectors> points = new ArrayList<>();
        points.add(first);
        for (int k = 1; k <= bends; k++) {
            points.add(Vectors.mix(first, second, (double) k / (bends + 1)));
        }
        points.add(second);
        PathShape shape = this == BEZIER ? PathShape.BEZIER : PathShape.CHAIN;
        String words =
                (this == BEZIER ? "Bezier curve" : "polygonal chain")
                        + " from "
                        + ends
                        + ", "
                        + bends
                        + (bends == 1 ? " bend" : " bends");
        return new WeightPath(shape, points, words, List.of());
    }
}

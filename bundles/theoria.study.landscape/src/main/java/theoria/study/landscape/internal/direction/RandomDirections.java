package theoria.study.landscape.internal.direction;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.Model;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.Vectors;
import theoria.study.landscape.internal.frame.Frame;

import java.util.ArrayList;
import java.util.List;

/**
 * Gaussian directions, scaled against the weights (Li et al. 2018): each block from a stream of its
 * own, so that it depends on the seed, the direction's name and the block's name only. A further
 * model whose blocks have the names and shapes of the first one's shares the first one's.
 */
final class RandomDirections implements DirectionSource {
    @Override
    public Frame frame(Wanted wanted, StudyProgress progress) {
        Model target = wanted.target();
        Model first = wanted.input().model();
        boolean shared = wanted.model() > 0 && sameBlocks(first.graph(), target.graph());
        Model against = shared ? first : target;
        List<Vectors> directions = new ArrayList<>();
        List<String> names = wanted.count() == 1 ? List.of("line") : List.of("dx", "dy");
        for (String name : names) {
            double[] drawn = draw(against.graph(), wanted.seed(), name);
            wanted.normalise(against, drawn, true);
            directions.add(Vectors.direction(drawn, target.graph().bufferCount()));
        }
        String words =
                wanted.scaling(true)
                        + "random "
                        + (wanted.count() == 1 ? "direction" : "plane")
                        + (shared ? " of " + first.name() : "")
                        + ", seed "
                        + wanted.seed();
        return Frame.around(Vectors.of(target.weights()), directions, words);
    }

    /**
     * Whether two networks have blocks of equal names and shapes, so that they share directions.
     */
    static boolean sameBlocks(NetworkGraph a, NetworkGraph b) {
        return a.trainableBlocks().equals(b.trainableBlocks());
    }

    /** A direction of independent normal numbers. */
    static double[] draw(NetworkGraph graph, long seed, String name) {
        double[] direction = new double[graph.parameterCount()];
        SeededRandom random = new SeededRandom(seed).split(name);
        for (Block block : graph.trainableBlocks()) {
            double[] values = new double[block.size()];
            random.split(block.name()).nextGaussians(values);
            System.arraycopy(values, 0, direction, block.offset(), values.length);
        }
        return direction;
    }
}

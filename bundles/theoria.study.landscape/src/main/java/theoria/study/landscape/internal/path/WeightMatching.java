package theoria.study.landscape.internal.path;

import theoria.core.math.combinatorics.Assignment;
import theoria.core.math.random.SeededRandom;
import theoria.core.model.graph.Block;
import theoria.core.study.StudyInput;
import theoria.study.landscape.internal.UnitChain;
import theoria.study.landscape.internal.Vectors;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Permutes the hidden units of a network so that its weights come close to those of another (weight
 * matching of Ainsworth, Hayase and Srinivasa 2023): layer after layer, in an order drawn anew each
 * round, the permutation that is best while all others stay, until no layer gains. Best is the
 * largest inner product of the weights, which is the least distance; found exactly by assignment.
 * The function does not change. The joint optimum over all layers need not be found.
 */
final class WeightMatching {
    /** Rounds until it is given up; some ten are usual. */
    private static final int MOST_ROUNDS = 100;

    /** A gain that is smaller than this share of the whole is rounding. */
    private static final double ROUNDING = 1e-12;

    private final List<UnitChain.Layer> layers;
    private final double[] fixed;
    private final double[] parameters;
    private final double[] buffers;
    private final int[][] places;

    private WeightMatching(UnitChain chain, Vectors fixed, Vectors moved) {
        this.layers = chain.layers();
        this.fixed = fixed.parameters();
        this.parameters = moved.parameters().clone();
        this.buffers = moved.buffers().clone();
        this.places = new int[layers.size() - 1][];
        Arrays.setAll(places, l -> identity(layers.get(l).units()));
    }

    /** The straight line to the second network with its units permuted. */
    static WeightPath path(StudyInput input, Vectors first, Vectors second, String ends) {
        WeightMatching matching = new WeightMatching(UnitChain.of(input.model()), first, second);
        matching.match(new SeededRandom(input.seed()).split("matching"));
        Vectors aligned = new Vectors(matching.parameters, matching.buffers);
        String words = "line from " + ends + ", its units permuted";
        return WeightPath.straight(first, aligned, words)
                .with(
                        String.format(
                                Locale.ROOT,
                                "%d of %d hidden units of the second network change their place;"
                                        + " the distance of the weights is %.4g, before %.4g.",
                                matching.moved(),
                                Arrays.stream(matching.places).mapToInt(p -> p.length).sum(),
                                aligned.plus(-1, first).norm(),
                                second.plus(-1, first).norm()));
    }

    private static int[] identity(int n) {
        int[] identity = new int[n];
        Arrays.setAll(identity, i -> i);
        return identity;
    }

    private void match(SeededRandom random) {
        boolean gained = true;
        for (int round = 0; gained && round < MOST_ROUNDS; round++) {
            gained = false;
            for (int l : random.split(round).permutation(places.length)) {
                gained |= improve(l);
            }
        }
    }

    /** Permutes the units of a layer in the best way; whether that is better than before. */
    private boolean improve(int l) {
        double[][] gain = gains(l);
        int[] order = Assignment.maximal(gain);
        double now = 0;
        double then = 0;
        for (int i = 0; i < order.length; i++) {
            now += gain[i][i];
            then += gain[i][order[i]];
        }
        if (!(then - now > ROUNDING * (Math.abs(then) + Math.abs(now)))) {
            return false;
        }
        permute(l, order);
        return true;
    }

    /** Inner products of all weights of unit i of the fixed and unit j of the moved network. */
    private double[][] gains(int l) {
        UnitChain.Layer layer = layers.get(l);
        Block next = layers.get(l + 1).kernel();
        int units = layer.units();
        int nextRow = layers.get(l + 1).row();
        int width = nextRow / units;
        double[][] gain = new double[units][units];
        for (int i = 0; i < units; i++) {
            for (int j = 0; j < units; j++) {
                int kernel = layer.kernel().offset();
                double sum = dot(kernel + i * layer.row(), kernel + j * layer.row(), layer.row());
                for (Block block : layer.perUnit()) {
                    if (block.role().trainable()) {
                        sum += dot(block.offset() + i, block.offset() + j, 1);
                    }
                }
                for (int row = 0; row < next.shape().extent(0); row++) {
                    int at = next.offset() + row * nextRow;
                    sum += dot(at + i * width, at + j * width, width);
                }
                gain[i][j] = sum;
            }
        }
        return gain;
    }

    private double dot(int ofFixed, int ofMoved, int count) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += fixed[ofFixed + k] * parameters[ofMoved + k];
        }
        return sum;
    }

    /** Unit i becomes what unit order[i] was. */
    private void permute(int l, int[] order) {
        UnitChain.Layer layer = layers.get(l);
        take(parameters, layer.kernel().offset(), order, layer.row());
        for (Block block : layer.perUnit()) {
            take(block.role().trainable() ? parameters : buffers, block.offset(), order, 1);
        }
        UnitChain.Layer next = layers.get(l + 1);
        for (int row = 0; row < next.units(); row++) {
            int at = next.kernel().offset() + row * next.row();
            take(parameters, at, order, next.row() / order.length);
        }
        int[] before = places[l].clone();
        Arrays.setAll(places[l], i -> before[order[i]]);
    }

    private static void take(double[] numbers, int offset, int[] order, int width) {
        double[] before = Arrays.copyOfRange(numbers, offset, offset + order.length * width);
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(before, order[i] * width, numbers, offset + i * width, width);
        }
    }

    private long moved() {
        long moved = 0;
        for (int[] own : places) {
            for (int i = 0; i < own.length; i++) {
                moved += own[i] == i ? 0 : 1;
            }
        }
        return moved;
    }
}

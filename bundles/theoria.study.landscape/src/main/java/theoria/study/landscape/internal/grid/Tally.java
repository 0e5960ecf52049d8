package theoria.study.landscape.internal.grid;

import theoria.core.model.tensor.Shape;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Content;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Surface;
import theoria.study.landscape.internal.Measurement;
import theoria.study.landscape.internal.Risk;
import theoria.study.landscape.internal.Sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * On how many examples each cell of a plane stands, and how more are added. Of one seed a cell's
 * own numbers are all that is needed. The standard error over the examples is that of each seed, so
 * of several seeds the loss of each and its error are kept beside the cell's means; all else is
 * linear, and means are pooled with means. What a cell is after a round depends on nothing but what
 * it was before and what the round measured, so neither on threads nor on interruptions.
 */
final class Tally {
    private static final String USED = "samples_used";
    private static final String LOSS = "seed_loss";
    private static final String ERROR = "seed_loss_stderr";

    private final Rounds rounds;
    private final int seeds;

    /** Whether a cell's own numbers are not enough. */
    private final boolean keeps;

    /** By cell, the number of rounds that are done. */
    private final int[] done;

    /** By split, by seed and cell; without entries if they are not kept. */
    private final double[][] losses;

    private final double[][] errors;

    Tally(Rounds rounds, int seeds, int cells) {
        this.rounds = rounds;
        this.seeds = seeds;
        this.done = new int[cells];
        int splits = rounds.whole().splits();
        this.keeps = rounds.several() && seeds > 1;
        int kept = keeps ? Math.multiplyExact(seeds, cells) : 0;
        this.losses = new double[splits][kept];
        this.errors = new double[splits][kept];
        for (int split = 0; split < splits; split++) {
            Arrays.fill(losses[split], Double.NaN);
            Arrays.fill(errors[split], Double.NaN);
        }
    }

    /** Numbers that are kept of a cell of a split beside its own. */
    static int width(int rounds, int seeds) {
        return rounds == 1 ? 0 : 1 + (seeds > 1 ? 2 * seeds : 0);
    }

    /** Whether a round is still to be done for a cell. */
    boolean lacks(int cell, int round) {
        return done[cell] <= round;
    }

    /** Whether all cells stand on equally many examples, on some at all. */
    boolean even() {
        return done[0] > 0 && Arrays.stream(done).allMatch(own -> own == done[0]);
    }

    /** Examples on which all cells stand, those of all splits and cells added up, for a seed. */
    long examples() {
        long sum = 0;
        for (int own : done) {
            for (int round = 0; round < own; round++) {
                sum += rounds.weight(round);
            }
        }
        return sum;
    }

    /** Takes a cell as done. */
    void finish(int cell) {
        done[cell] = rounds.count();
    }

    /**
     * Adds what the next round measured at a cell.
     *
     * @param more by seed, by split
     * @param numbers by split, by place in {@link Summary}, by cell; the cell's are replaced
     */
    void add(int cell, List<List<Measurement>> more, double[][][] numbers) {
        int round = done[cell];
        for (int split = 0; split < numbers.length; split++) {
            List<Measurement> all = new ArrayList<>();
            for (int seed = 0; seed < seeds; seed++) {
                Measurement added = more.get(seed).get(split);
                Measurement pooled = added;
                if (round > 0) {
                    Measurement before = before(split, seed, cell, numbers[split]);
                    Sample sample = rounds.added(round, split);
                    pooled = rounds.reached(round - 1, split).pooled(before, sample, added);
                }
                all.add(pooled);
                keep(split, seed, cell, pooled);
            }
            double[] summary = Summary.of(all);
            for (int i = 0; i < summary.length; i++) {
                numbers[split][i][cell] = summary[i];
            }
        }
        done[cell]++;
    }

    private Measurement before(int split, int seed, int cell, double[][] numbers) {
        int at = seed * done.length + cell;
        double[] classes = new double[numbers.length - Summary.CLASSES];
        Arrays.setAll(classes, c -> numbers[Summary.CLASSES + c][cell]);
        return new Measurement(
                keeps ? losses[split][at] : numbers[Summary.LOSS][cell],
                keeps ? errors[split][at] : numbers[Summary.ERROR][cell],
                numbers[Summary.ACCURACY][cell],
                numbers[Summary.MARGIN][cell],
                classes);
    }

    private void keep(int split, int seed, int cell, Measurement measured) {
        if (keeps) {
            losses[split][seed * done.length + cell] = measured.loss();
            errors[split][seed * done.length + cell] = measured.error();
        }
    }

    /**
     * On how many examples the cells stand while that is not all, in words; empty else.
     *
     * @param computed which cells are there
     */
    String words(boolean[] computed) {
        int least = rounds.count();
        int most = 0;
        for (int cell = 0; cell < done.length; cell++) {
            least = computed[cell] ? Math.min(least, done[cell]) : least;
            most = Math.max(most, done[cell]);
        }
        if (most == 0 || least == rounds.count()) {
            return "";
        }
        List<String> splits = new ArrayList<>();
        for (int split = 0; split < losses.length; split++) {
            int low = rounds.reached(least - 1, split).examples();
            int high = rounds.reached(most - 1, split).examples();
            int all = rounds.reached(rounds.count() - 1, split).examples();
            String range = low == high ? "" : Rounds.words(low) + " to ";
            splits.add(range + Rounds.words(high) + " of " + Rounds.words(all));
        }
        return "so far on "
                + String.join(" and ", splits.stream().distinct().toList())
                + " examples";
    }

    /** How many layers {@link #draw} adds for each split. */
    int layers() {
        return rounds.several() ? 1 : 0;
    }

    /** Adds a layer that shows on how many examples of a split each cell stands. */
    void draw(Surface.Builder surface, int split) {
        if (rounds.several()) {
            String suffix = Risk.suffix(split);
            surface.layer(USED + suffix, Axis.of("samples used" + suffix), used(split));
        }
    }

    private double[] used(int split) {
        double[] used = new double[done.length];
        Arrays.setAll(used, c -> done[c] == 0 ? 0 : rounds.reached(done[c] - 1, split).examples());
        return used;
    }

    /** Adds the documented arrays of a split; {@code shape} is that of the plane. */
    <B extends Content.Builder<B>> void describe(B result, Shape shape, int split, String suffix) {
        if (!rounds.several()) {
            return;
        }
        result.array(USED + suffix, NumericArray.integers(shape, used(split)));
        if (keeps) {
            Shape all = shape.prepend(seeds);
            result.array(LOSS + suffix, NumericArray.of(all, losses[split].clone()))
                    .array(ERROR + suffix, NumericArray.of(all, errors[split].clone()));
        }
    }

    /**
     * Takes over how far a run had come, cell by cell.
     *
     * @param used by split, by cell
     * @param arrays of the whole result, by key
     * @param model suffix of the keys of a further model
     * @return whether all that is needed to go on is there
     */
    boolean resume(List<double[]> used, Map<String, NumericArray> arrays, String model) {
        for (int split = 0; keeps && split < losses.length; split++) {
            String suffix = model + Risk.suffix(split);
            NumericArray loss = arrays.get(LOSS + suffix);
            NumericArray error = arrays.get(ERROR + suffix);
            int length = losses[split].length;
            if (loss == null
                    || error == null
                    || loss.values().length != length
                    || error.values().length != length) {
                return false;
            }
            System.arraycopy(loss.values(), 0, losses[split], 0, length);
            System.arraycopy(error.values(), 0, errors[split], 0, length);
        }
        for (int cell = 0; cell < done.length; cell++) {
            int at = cell;
            done[cell] = rounds.after(used.stream().mapToDouble(u -> u[at]).toArray()) + 1;
        }
        return true;
    }
}

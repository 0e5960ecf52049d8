package theoria.study.landscape.internal.grid;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.tensor.Shape;
import theoria.core.study.StudyException;
import theoria.core.study.StudyProgress;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Content;
import theoria.core.study.result.Derivation;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.study.landscape.internal.Measurement;
import theoria.study.landscape.internal.Risk;
import theoria.study.landscape.internal.frame.Anchor;
import theoria.study.landscape.internal.frame.CoarseToFine;
import theoria.study.landscape.internal.frame.Frame;
import theoria.study.landscape.internal.frame.Mover;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The risk on the cells of a plane while it is computed: z(x, y) = L(theta + x d + y e), for each
 * seed's d and e, and what becomes of it as a result. A plane keeps nothing but its cells and on
 * how many examples they stand, so that an earlier partial surface can be taken over.
 */
public final class Plane {
    private final Risk risk;
    private final Rounds rounds;
    private final Mover mover;
    private final List<Frame> frames;

    /** By round. */
    private final List<Cells> cells = new ArrayList<>();

    private final Tally tally;
    private final double[] x;
    private final double[] y;
    private final boolean[] computed;
    private final boolean[] interpolated;
    private Optional<Refinement> refinement = Optional.empty();

    /** By split, by place in {@link Summary}, by cell. */
    private final double[][][] numbers;

    /** By anchor, by split. */
    private final List<List<Measurement>> anchors = new ArrayList<>();

    /**
     * A plane of which nothing is computed.
     *
     * @param frames one for each seed
     */
    public Plane(Risk risk, Mover mover, List<Frame> frames, double[] x, double[] y) {
        this(Rounds.once(risk), mover, frames, x, y);
    }

    /**
     * A plane that is measured on more and more examples, of which nothing is computed.
     *
     * @param frames one for each seed
     */
    public Plane(Rounds rounds, Mover mover, List<Frame> frames, double[] x, double[] y) {
        this.risk = rounds.whole();
        this.rounds = rounds;
        this.mover = mover;
        this.frames = frames;
        for (int round = 0; round < rounds.count(); round++) {
            cells.add(new Cells(rounds.part(round), mover, frames));
        }
        this.tally = new Tally(rounds, frames.size(), x.length * y.length);
        this.x = x;
        this.y = y;
        this.computed = new boolean[x.length * y.length];
        this.interpolated = new boolean[computed.length];
        this.numbers =
                new double[risk.splits()][Summary.width(risk.classes())][x.length * y.length];
        for (double[][] split : numbers) {
            for (double[] layer : split) {
                Arrays.fill(layer, Double.NaN);
            }
        }
    }

    /**
     * Lets cells be interpolated where a surface with as many rows as columns hardly bends, which
     * is told once all examples are used, so in one round.
     *
     * @param tolerance share of the range of losses, see {@link Refinement}; 0 computes every cell
     */
    public void refine(double tolerance) {
        refinement =
                tolerance > 0 ? Optional.of(new Refinement(x.length, tolerance)) : Optional.empty();
    }

    /** Bytes of a plane and its results at their peak, the weights aside. */
    public static double bytes(long cells, int splits, int classes) {
        double numbers = (double) cells * splits * (Summary.width(classes) + 1);
        return 8 * 4 * numbers + 32.0 * cells;
    }

    /** Number of cells that are there, computed or interpolated. */
    public int count() {
        return count(computed);
    }

    private static int count(boolean[] cells) {
        int count = 0;
        for (boolean cell : cells) {
            count += cell ? 1 : 0;
        }
        return count;
    }

    /** In which rounds cells are measured. */
    public Rounds rounds() {
        return rounds;
    }

    /** Examples on which cells stand, of all of them, of all splits and seeds, added up. */
    long examples() {
        return tally.examples() * frames.size();
    }

    /** On how many examples the cells stand while that is not all, in words; empty else. */
    public String standing() {
        return tally.words(computed);
    }

    /** Whether a round is still to be done for a cell. */
    boolean lacks(int cell, int round) {
        return tally.lacks(cell, round);
    }

    /**
     * The loss of each cell on the first split, row = y; NaN everywhere while some are missing or
     * stand on fewer examples than others, since a step between these is none of the surface.
     */
    public double[] losses() {
        double[] losses = numbers[0][Summary.LOSS].clone();
        if (!tally.even()) {
            Arrays.fill(losses, Double.NaN);
        }
        return losses;
    }

    /** How many seeds each cell is the mean of. */
    public int seeds() {
        return frames.size();
    }

    /** Abscissae of the cells. */
    public double[] x() {
        return x;
    }

    /** Ordinates of the cells. */
    public double[] y() {
        return y;
    }

    /** The frame of the first seed. */
    public Frame frame() {
        return frames.get(0);
    }

    /** What was measured, and of which model. */
    public Risk risk() {
        return risk;
    }

    /** What is measured at each anchor of the first frame: its own loss, not that of a cell. */
    public List<List<Measurement>> anchors() {
        return anchors;
    }

    /** Takes over what an interrupted run of the same input had computed in one round. */
    public void resume(Result previous) {
        resume(previous, Map.of(), "");
    }

    /**
     * Takes over what an interrupted run of the same input had computed.
     *
     * @param previous the surface, else nothing is taken
     * @param arrays of the result that it is a part of
     * @param model suffix of the keys of a further model
     */
    public void resume(Result previous, Map<String, NumericArray> arrays, String model) {
        if (!(previous instanceof Surface)
                || !Arrays.equals(((Surface) previous).x(), x)
                || !Arrays.equals(((Surface) previous).y(), y)
                || ((Surface) previous).layers().size() != layerCount()) {
            return;
        }
        Surface surface = (Surface) previous;
        if (rounds.several() && !tally.resume(used(surface), arrays, model)) {
            return;
        }
        for (int cell = 0; cell < computed.length; cell++) {
            if (!rounds.several() && surface.computed()[cell]) {
                tally.finish(cell);
            }
            computed[cell] = !tally.lacks(cell, 0);
        }
        if (refinement.isPresent()) {
            double[] mask = surface.layers().get(layerCount() - 1).values();
            for (int cell = 0; cell < mask.length; cell++) {
                interpolated[cell] = mask[cell] == 1;
            }
        }
        int layer = 0;
        for (double[][] split : numbers) {
            Surface.Layer loss = surface.layers().get(layer++);
            take(loss.values(), split[Summary.LOSS]);
            take(loss.errors(), split[Summary.ERROR]);
            take(surface.layers().get(layer++).values(), split[Summary.ACCURACY]);
            layer++; // the error is 1 - accuracy
            take(surface.layers().get(layer++).values(), split[Summary.MARGIN]);
            if (frames.size() > 1) {
                take(surface.layers().get(layer++).values(), split[Summary.SPREAD]);
            }
            for (int c = 0; c < risk.classes(); c++) {
                take(surface.layers().get(layer++).values(), split[Summary.CLASSES + c]);
            }
            layer += tally.layers();
        }
    }

    private List<double[]> used(Surface surface) {
        List<double[]> used = new ArrayList<>();
        int each = layerCount() / numbers.length;
        for (int split = 0; split < numbers.length; split++) {
            used.add(surface.layers().get((split + 1) * each - 1).values());
        }
        return used;
    }

    private static void take(double[] from, double[] to) {
        System.arraycopy(from, 0, to, 0, Math.min(from.length, to.length));
    }

    private int layerCount() {
        int each = 4 + (frames.size() > 1 ? 1 : 0) + risk.classes() + tally.layers();
        int all = numbers.length * each;
        return all + (refinement.isPresent() ? 1 : 0);
    }

    /** Measures the anchors, which are few. */
    public void measureAnchors(StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        List<Anchor> places = frame().anchors();
        anchors.addAll(
                risk.at(
                        places.size(),
                        (network, index) -> mover.move(network, places.get(index)),
                        progress));
    }

    /**
     * Interpolates those cells of a level that need not be computed; coarser ones are there.
     *
     * @return how many there were
     */
    int interpolate(CoarseToFine.Level level) {
        if (refinement.isEmpty()) {
            return 0;
        }
        Refinement how = refinement.get();
        List<double[]> losses = Arrays.stream(numbers).map(split -> split[Summary.LOSS]).toList();
        int count = 0;
        for (int cell : how.smooth(level, losses)) {
            if (!computed[cell] && !isCentre(cell)) {
                interpolate(cell, level, how);
                count++;
            }
        }
        return count;
    }

    /** What was not measured has no standard error, and no spread over seeds. */
    private void interpolate(int cell, CoarseToFine.Level level, Refinement how) {
        for (double[][] split : numbers) {
            boolean logarithmic = how.logarithmic(level, split[Summary.LOSS]);
            for (int i = 0; i < split.length; i++) {
                if (i != Summary.ERROR && i != Summary.SPREAD) {
                    boolean log = logarithmic && i == Summary.LOSS;
                    split[i][cell] = how.between(split[i], cell, level.step(), log);
                }
            }
        }
        tally.finish(cell);
        computed[cell] = true;
        interpolated[cell] = true;
    }

    private boolean isCentre(int cell) {
        return x[cell % x.length] == 0 && y[cell / x.length] == 0;
    }

    /** Computes a round for those of some cells that lack it; whether there were any. */
    public boolean compute(int round, List<Integer> wanted, Runnable each, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        List<Integer> open = wanted.stream().filter(cell -> lacks(cell, round)).toList();
        if (open.isEmpty()) {
            return false;
        }
        List<List<List<Measurement>>> values =
                cells.get(round)
                        .at(
                                open.stream().mapToDouble(cell -> x[cell % x.length]).toArray(),
                                open.stream().mapToDouble(cell -> y[cell / x.length]).toArray(),
                                each,
                                progress);
        for (int i = 0; i < open.size(); i++) {
            tally.add(open.get(i), values.get(i), numbers);
            computed[open.get(i)] = true;
        }
        return true;
    }

    /** Whether a logarithmic scale suits the losses, or those of another plane beside it. */
    public boolean wide() {
        return Refinement.wide(range(0));
    }

    /** Least and largest finite loss of a split; NaN if there is none. */
    public double[] range(int split) {
        double[] range = {Double.NaN, Double.NaN};
        for (int cell = 0; cell < computed.length; cell++) {
            double loss = numbers[split][Summary.LOSS][cell];
            if (computed[cell] && Double.isFinite(loss)) {
                range[0] = Double.isNaN(range[0]) ? loss : Math.min(range[0], loss);
                range[1] = Double.isNaN(range[1]) ? loss : Math.max(range[1], loss);
            }
        }
        return range;
    }

    /** The picture without documented numbers, which may lie elsewhere. */
    public Surface.Builder surface(String title, boolean logarithmic) {
        Surface.Builder surface =
                Surface.builder(title, Axis.of("x"), x, Axis.of("y"), y).computed(computed.clone());
        for (int split = 0; split < numbers.length; split++) {
            String suffix = Risk.suffix(split);
            double[][] n = numbers[split];
            Axis loss = Axis.of("loss" + suffix);
            surface.layer(
                            "loss" + suffix,
                            logarithmic ? loss.log() : loss,
                            n[Summary.LOSS].clone(),
                            n[Summary.ERROR].clone())
                    .layer(
                            "accuracy" + suffix,
                            Axis.of("accuracy" + suffix),
                            n[Summary.ACCURACY].clone())
                    .layer("error" + suffix, Axis.of("error" + suffix), wrong(n))
                    .layer(
                            "margin" + suffix,
                            Axis.of("margin" + suffix),
                            n[Summary.MARGIN].clone());
            if (frames.size() > 1) {
                Axis spread = Axis.of("loss spread" + suffix);
                surface.layer("loss_spread" + suffix, spread, n[Summary.SPREAD].clone());
            }
            List<String> names = risk.classNames();
            for (int c = 0; c < risk.classes(); c++) {
                Axis axis = Axis.of("loss of class " + names.get(c) + suffix);
                surface.layer("class_" + c + suffix, axis, n[Summary.CLASSES + c].clone());
            }
            tally.draw(surface, split);
        }
        if (refinement.isPresent()) {
            surface.layer("interpolated", Axis.of("interpolated"), mask());
        }
        return surface;
    }

    private double[] mask() {
        double[] mask = new double[interpolated.length];
        Arrays.setAll(mask, cell -> interpolated[cell] ? 1 : 0);
        return mask;
    }

    private static double[] wrong(double[][] n) {
        return Arrays.stream(n[Summary.ACCURACY]).map(accuracy -> 1 - accuracy).toArray();
    }

    /**
     * Adds the documented arrays and numbers.
     *
     * @param table name of the table that holds the cells
     * @param model suffix of the keys of a further model
     */
    public <B extends Content.Builder<B>> void describe(B result, String table, String model) {
        Shape shape = Shape.of(y.length, x.length);
        for (int split = 0; split < numbers.length; split++) {
            String suffix = model + Risk.suffix(split);
            double[][] n = numbers[split];
            result.array("loss" + suffix, array(shape, n[Summary.LOSS]))
                    .array("accuracy" + suffix, array(shape, n[Summary.ACCURACY]))
                    .array("loss_stderr" + suffix, array(shape, n[Summary.ERROR]))
                    .array("margin" + suffix, array(shape, n[Summary.MARGIN]));
            if (frames.size() > 1) {
                result.array("loss_spread" + suffix, array(shape, n[Summary.SPREAD]));
            }
            if (risk.classes() > 0) {
                result.array("class_loss" + suffix, classes(n));
            }
            tally.describe(result, shape, split, suffix);
            addScalars(result, table, split, suffix);
        }
        result.scalar("cosine" + model, frame().cosine());
        refinement.ifPresent(
                how ->
                        result.array("interpolated" + model, array(shape, mask()))
                                .note(sentence(how)));
    }

    private String sentence(Refinement how) {
        BigDecimal percent = BigDecimal.valueOf(100 * how.tolerance());
        return String.format(
                Locale.ROOT,
                "%,d of %,d cells computed, the others interpolated where the surface bends less"
                        + " than %s %% of its range.",
                count() - count(interpolated),
                computed.length,
                percent.round(new MathContext(3)).stripTrailingZeros().toPlainString());
    }

    private static NumericArray array(Shape shape, double[] values) {
        return NumericArray.of(shape, values.clone());
    }

    private NumericArray classes(double[][] n) {
        int cells = computed.length;
        double[] all = new double[risk.classes() * cells];
        for (int c = 0; c < risk.classes(); c++) {
            System.arraycopy(n[Summary.CLASSES + c], 0, all, c * cells, cells);
        }
        return NumericArray.of(Shape.of(risk.classes(), y.length, x.length), all);
    }

    private <B extends Content.Builder<B>> void addScalars(
            B result, String table, int split, String suffix) {
        double[] loss = numbers[split][Summary.LOSS];
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        int odd = 0;
        for (int cell = 0; cell < loss.length; cell++) {
            if (computed[cell] && !interpolated[cell]) {
                odd += Double.isFinite(loss[cell]) ? 0 : 1;
                min = Double.isNaN(loss[cell]) ? min : Math.min(min, loss[cell]);
                max = Double.isNaN(loss[cell]) ? max : Math.max(max, loss[cell]);
            }
        }
        String column = "loss" + Risk.suffix(split);
        result.scalar("centre_loss" + suffix, centre(loss))
                .derived("min_loss" + suffix, min, Derivation.least(table, column))
                .derived("max_loss" + suffix, max, Derivation.largest(table, column))
                .scalar("non_finite" + suffix, odd);
        if (odd > 0) {
            result.note(
                    odd
                            + " of "
                            + (count() - count(interpolated))
                            + " cells have a loss"
                            + suffix.replace('_', ' ')
                            + " that is no finite number; they are kept as such and not coloured.");
        }
    }

    private double centre(double[] loss) {
        for (int cell = 0; cell < loss.length; cell++) {
            if (isCentre(cell)) {
                return loss[cell];
            }
        }
        return Double.NaN;
    }
}

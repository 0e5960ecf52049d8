package theoria.study.landscape.internal.grid;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.study.StudyException;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.Measurement;
import theoria.study.landscape.internal.Risk;
import theoria.study.landscape.internal.frame.Frame;
import theoria.study.landscape.internal.frame.Mover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The risk at the points of a line, for each seed's direction. */
public final class Line {
    private final Risk risk;
    private final Mover mover;
    private final List<Frame> frames;
    private final double[] t;

    /** By point, by split, by place in {@link Summary}. */
    private final List<double[][]> numbers = new ArrayList<>();

    private int done;

    /**
     * A line of which nothing is computed.
     *
     * @param frames one for each seed
     */
    public Line(Risk risk, Mover mover, List<Frame> frames, double[] t) {
        this.risk = risk;
        this.mover = mover;
        this.frames = frames;
        this.t = t;
    }

    /**
     * Computes all points.
     *
     * @param before progress when it begins
     * @param share of the whole progress
     */
    public void compute(double before, double share, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        List<List<List<Measurement>>> values =
                new Cells(risk, mover, frames)
                        .at(
                                t,
                                new double[t.length],
                                () -> report(before, share, progress),
                                progress);
        for (List<List<Measurement>> point : values) {
            double[][] splits = new double[risk.splits()][];
            for (int split = 0; split < splits.length; split++) {
                int s = split;
                splits[split] = Summary.of(point.stream().map(seed -> seed.get(s)).toList());
            }
            numbers.add(splits);
        }
    }

    private synchronized void report(double before, double share, StudyProgress progress) {
        progress.report(before + share * done++ / (t.length * frames.size()), "along the line");
    }

    Risk risk() {
        return risk;
    }

    Frame frame() {
        return frames.get(0);
    }

    int seeds() {
        return frames.size();
    }

    double[] t() {
        return t;
    }

    Optional<String> sentence() {
        return mover.sentence();
    }

    /** A number of a split at each point. */
    double[] column(int split, int which) {
        return numbers.stream().mapToDouble(point -> point[split][which]).toArray();
    }
}

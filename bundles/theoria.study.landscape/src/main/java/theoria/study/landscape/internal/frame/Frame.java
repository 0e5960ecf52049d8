package theoria.study.landscape.internal.frame;

import theoria.core.study.StudyException;
import theoria.study.landscape.internal.Vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A line or plane in the space of weights: origin + x d_1 + y d_2.
 *
 * @param origin the point at coordinates 0
 * @param directions one or two
 * @param end the point at x = 1 of a line between two networks, which is then reached exactly
 * @param anchors the networks that span it; none if it leaves a single network
 * @param words what it is, for the caption
 * @param notes remarks for the result
 */
public record Frame(
        Vectors origin,
        List<Vectors> directions,
        Optional<Vectors> end,
        List<Anchor> anchors,
        String words,
        List<String> notes) {
    /** From this cosine on two directions are as good as one. */
    private static final double NEARLY_PARALLEL = 0.999;

    /** Takes immutable copies. */
    public Frame {
        directions = List.copyOf(directions);
        anchors = List.copyOf(anchors);
        notes = List.copyOf(notes);
    }

    /** A frame that leaves one network. */
    public static Frame around(Vectors origin, List<Vectors> directions, String words) {
        return new Frame(origin, directions, Optional.empty(), List.of(), words, List.of());
    }

    /** Whether several networks span it, so that running statistics go with the weights. */
    public boolean several() {
        return !anchors.isEmpty();
    }

    /** The flat parameters at coordinates. */
    public double[] parameters(double x, double y) {
        if (end.isPresent()) {
            return Vectors.mix(origin, end.get(), x).parameters();
        }
        return at(origin.parameters(), first().parameters(), second().parameters(), x, y);
    }

    /** The flat running statistics at coordinates, those of the directions added. */
    public double[] buffers(double x, double y) {
        if (end.isPresent()) {
            return Vectors.mix(origin, end.get(), x).buffers();
        }
        return at(origin.buffers(), first().buffers(), second().buffers(), x, y);
    }

    private static double[] at(double[] origin, double[] d, double[] e, double x, double y) {
        double[] point = new double[origin.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = origin[i] + x * d[i] + y * e[i];
        }
        return point;
    }

    private Vectors first() {
        return directions.get(0);
    }

    /** On a line y is 0, and any direction serves. */
    private Vectors second() {
        return directions.get(directions.size() - 1);
    }

    /** Cosine between the directions; NaN on a line. */
    public double cosine() {
        return directions.size() == 2 ? first().cosine(second()) : Double.NaN;
    }

    /** The same frame with its second direction made orthogonal to the first. */
    public Frame orthogonal() {
        if (directions.size() < 2) {
            return this;
        }
        Vectors turned = second().orthogonalTo(first());
        return new Frame(
                origin, List.of(first(), turned), end, anchors, words + ", orthogonal", notes);
    }

    /**
     * The frame, with a remark if its directions are nearly one.
     *
     * @throws StudyException if a direction is zero or holds numbers that are not finite
     */
    public Frame checked() throws StudyException {
        List<String> all = new ArrayList<>(notes);
        for (int k = 0; k < directions.size(); k++) {
            double[] numbers = directions.get(k).parameters();
            boolean finite = Arrays.stream(numbers).allMatch(Double::isFinite);
            if (!finite || Arrays.stream(numbers).allMatch(value -> value == 0)) {
                String which = directions.size() == 1 ? "the direction" : "direction " + (k + 1);
                throw new StudyException(
                        which
                                + " of the "
                                + words
                                + (finite ? " is zero" : " holds numbers that are not finite")
                                + "; expected a direction with a length, as"
                                + " directions=random gives one of weights that are not all zero");
            }
        }
        if (Math.abs(cosine()) > NEARLY_PARALLEL) {
            all.add("The two directions are nearly parallel; orthogonal=true turns the second.");
        }
        return new Frame(origin, directions, end, anchors, words, all);
    }
}

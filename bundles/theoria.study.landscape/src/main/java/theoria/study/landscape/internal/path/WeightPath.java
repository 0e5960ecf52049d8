package theoria.study.landscape.internal.path;

import theoria.study.landscape.internal.Vectors;

import java.util.ArrayList;
import java.util.List;

/**
 * A path of networks, t from 0 to 1; running statistics go with the weights.
 *
 * @param shape how it follows from its points
 * @param points the first and the last are networks; at least two
 * @param words what it is, for the caption
 * @param notes remarks for the result
 */
public record WeightPath(PathShape shape, List<Vectors> points, String words, List<String> notes) {
    /** Takes immutable copies. */
    public WeightPath {
        points = List.copyOf(points);
        notes = List.copyOf(notes);
    }

    /** The straight line between two networks. */
    static WeightPath straight(Vectors first, Vectors second, String words) {
        return new WeightPath(PathShape.CHAIN, List.of(first, second), words, List.of());
    }

    /** The network at t. */
    public Vectors at(double t) {
        double[] c = shape.coefficients(points.size(), t);
        Vectors first = points.get(0);
        double[] parameters = new double[first.parameters().length];
        double[] buffers = new double[first.buffers().length];
        for (int k = 0; k < c.length; k++) {
            if (c[k] != 0) { // so that the ends are reached exactly
                add(parameters, c[k], points.get(k).parameters());
                add(buffers, c[k], points.get(k).buffers());
            }
        }
        return new Vectors(parameters, buffers);
    }

    private static void add(double[] sum, double factor, double[] numbers) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * numbers[i];
        }
    }

    /** The same path with one remark more. */
    WeightPath with(String note) {
        List<String> all = new ArrayList<>(notes);
        all.add(note);
        return new WeightPath(shape, points, words, all);
    }
}

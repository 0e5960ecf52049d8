package theoria.study.landscape.internal;

import theoria.core.model.graph.Weights;

/**
 * A point or a direction in the space of parameters (R<sup>P</sup>) and running statistics
 * (R<sup>Q</sup>). Combinations of networks are taken of both alike.
 *
 * @param parameters flat, P numbers
 * @param buffers flat, Q numbers; of a direction that leaves the running statistics alone all 0
 */
public record Vectors(double[] parameters, double[] buffers) {
    /** A direction of which no more than this share is left was parallel, up to rounding. */
    private static final double PARALLEL = 1e-12;

    /** The point of some weights. */
    public static Vectors of(Weights weights) {
        return new Vectors(weights.parameters().toDoubles(), weights.buffers().toDoubles());
    }

    /** A direction of parameters alone. */
    public static Vectors direction(double[] parameters, int buffers) {
        return new Vectors(parameters, new double[buffers]);
    }

    /** (1 - t) a + t b, which is exactly a at t = 0 and exactly b at t = 1. */
    public static Vectors mix(Vectors a, Vectors b, double t) {
        return new Vectors(mix(a.parameters, b.parameters, t), mix(a.buffers, b.buffers, t));
    }

    private static double[] mix(double[] a, double[] b, double t) {
        double[] mixed = new double[a.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (1 - t) * a[i] + t * b[i];
        }
        return mixed;
    }

    /** This plus a multiple of another. */
    public Vectors plus(double factor, Vectors other) {
        return new Vectors(
                plus(parameters, factor, other.parameters), plus(buffers, factor, other.buffers));
    }

    /** a plus a multiple of b, entry by entry. */
    public static double[] plus(double[] a, double factor, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a[i] + factor * b[i];
        }
        return sum;
    }

    /** A multiple of this. */
    public Vectors times(double factor) {
        return new Vectors(times(parameters, factor), times(buffers, factor));
    }

    private static double[] times(double[] a, double factor) {
        double[] product = new double[a.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = factor * a[i];
        }
        return product;
    }

    /** Inner product of the parameters. */
    public double dot(Vectors other) {
        double sum = 0;
        for (int i = 0; i < parameters.length; i++) {
            sum += parameters[i] * other.parameters[i];
        }
        return sum;
    }

    /** Euclidean norm of the parameters. */
    public double norm() {
        return Math.sqrt(dot(this));
    }

    /** Cosine of the angle to another direction, of the parameters. */
    public double cosine(Vectors other) {
        return dot(other) / Math.sqrt(dot(this) * other.dot(other));
    }

    /**
     * What is left of this when its part along another is taken off, at the length this had: 0 if
     * nothing is left.
     */
    public Vectors orthogonalTo(Vectors other) {
        Vectors rest = plus(-dot(other) / other.dot(other), other);
        double left = rest.norm();
        return left > PARALLEL * norm() ? rest.times(norm() / left) : rest.times(0);
    }
}

package theoria.study.landscape.internal.path;

/** How a path phi(t) = sum_k c_k(t) p_k, t in [0, 1], follows from its points p_0, ..., p_m. */
public enum PathShape {
    /** From point to point on straight lines, each in the same share of [0, 1]. */
    CHAIN {
        @Override
        double[] coefficients(int points, double t) {
            double[] c = new double[points];
            double at = t * (points - 1);
            int segment = Math.min((int) at, points - 2);
            c[segment] = 1 - (at - segment);
            c[segment + 1] = at - segment;
            return c;
        }
    },
    /**
     * The Bezier curve, c_k the Bernstein polynomials of degree m: of three points (1-t)^2 p_0 +
     * 2t(1-t) p_1 + t^2 p_2. It touches its first and last point only.
     */
    BEZIER {
        @Override
        double[] coefficients(int points, double t) {
            double[] c = new double[points];
            c[0] = 1;
            for (int degree = 1; degree < points; degree++) { // de Casteljau, on the coefficients
                for (int k = degree; k > 0; k--) {
                    c[k] = (1 - t) * c[k] + t * c[k - 1];
                }
                c[0] *= 1 - t;
            }
            return c;
        }
    };

    /** c_0(t), ..., c_m(t): not negative, of sum 1; exactly a unit vector at t = 0 and 1. */
    abstract double[] coefficients(int points, double t);
}

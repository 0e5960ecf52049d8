package theoria.study.landscape.internal.sharpness;

import theoria.core.math.random.SeededRandom;

/** A convex set around 0 over which a linear function is easily maximised. */
public interface Region {
    /**
     * The point v of the set with the largest inner product with a gradient g.
     *
     * @param gradient g
     * @param vertex receives v
     */
    void maximise(double[] gradient, double[] vertex);

    /** A random point of the set. */
    double[] draw(SeededRandom random);

    /** The box |z_i| &lt;= half_i: v_i = half_i sign(g_i). */
    static Region box(double[] half) {
        return new Region() {
            @Override
            public void maximise(double[] gradient, double[] vertex) {
                for (int i = 0; i < half.length; i++) {
                    vertex[i] = half[i] * Math.signum(gradient[i]);
                }
            }

            @Override
            public double[] draw(SeededRandom random) {
                double[] point = new double[half.length];
                for (int i = 0; i < half.length; i++) {
                    point[i] = half[i] * random.nextDouble(-1, 1);
                }
                return point;
            }
        };
    }

    /**
     * The ellipsoid |z / s|_2 &lt;= rho: v = rho s^2 g / |s g|_2, in which z_i = 0 where s_i = 0.
     * Of s = 1 it is a ball.
     *
     * @param scale s, not negative
     */
    static Region ellipsoid(double[] scale, double rho) {
        return new Region() {
            @Override
            public void maximise(double[] gradient, double[] vertex) {
                double squares = 0;
                for (int i = 0; i < scale.length; i++) {
                    vertex[i] = scale[i] * gradient[i];
                    squares += vertex[i] * vertex[i];
                }
                double factor = squares > 0 ? rho / Math.sqrt(squares) : 0;
                for (int i = 0; i < scale.length; i++) {
                    vertex[i] *= factor * scale[i];
                }
            }

            @Override
            public double[] draw(SeededRandom random) {
                double[] normal = new double[scale.length];
                double[] point = new double[scale.length];
                random.nextGaussians(normal);
                for (int i = 0; i < scale.length; i++) {
                    normal[i] = scale[i] == 0 ? 0 : normal[i] / scale[i];
                }
                maximise(normal, point); // uniform on the surface
                return point;
            }
        };
    }
}

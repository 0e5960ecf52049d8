package theoria.study.landscape.internal.sharpness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.engine.Cancelled;
import theoria.core.study.StudyException;

/** Largest values of functions whose maxima are known (theory entry L12). */
class AscentTest {
    private static final double[] H = {1, 10, 100};

    /** f(d) = sum h_i (d_i + offset_i)^2 / 2. */
    private static Objective quadratic(double... offset) {
        return new Objective() {
            @Override
            public double value(double[] d) {
                return gradient(d, new double[d.length]);
            }

            @Override
            public double gradient(double[] d, double[] gradient) {
                double sum = 0;
                for (int i = 0; i < d.length; i++) {
                    gradient[i] = H[i] * (d[i] + offset[i]);
                    sum += gradient[i] * (d[i] + offset[i]) / 2;
                }
                return sum;
            }
        };
    }

    private static double largest(Objective f, Region region) throws Exception {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < 4; k++) {
            largest =
                    Math.max(
                            largest,
                            Ascent.largest(f, region, k, H.length, new SeededRandom(3), 50));
        }
        return largest;
    }

    /** At the minimum x = 1: the box reaches 2 epsilon, phi = 100 sum h (2 epsilon)^2 / 2. */
    @Test
    void keskarsMeasureOfAQuadraticIsTheOneByHand() throws Exception {
        double[] half = {2e-3, 2e-3, 2e-3};
        double phi = 100 * largest(quadratic(0, 0, 0), Region.box(half));
        assertThat(phi).isCloseTo(0.0222, within(1e-12));
    }

    @Test
    void besideTheMinimumTheFarCornerIsFound() throws Exception {
        double[] half = {0.5, 0.5, 0.5};
        double expected = (1 * 1.5 * 1.5 + 10 * 0.7 * 0.7 + 100 * 0.6 * 0.6) / 2;
        assertThat(largest(quadratic(1, -0.2, 0.1), Region.box(half)))
                .isCloseTo(expected, within(1e-12));
    }

    /** At the minimum the largest rise in a ball is rho^2 h_max / 2. */
    @Test
    void inABallTheSharpestDirectionIsFound() throws Exception {
        double[] ones = {1, 1, 1};
        assertThat(largest(quadratic(0, 0, 0), Region.ellipsoid(ones, 0.1)))
                .isCloseTo(0.5, within(1e-9));
    }

    /** Scaled by s the curvatures are s^2 h: 25, 10 and 1. */
    @Test
    void inAnEllipsoidItsAxesCount() throws Exception {
        double[] scale = {5, 1, 0.1};
        assertThat(largest(quadratic(0, 0, 0), Region.ellipsoid(scale, 0.2)))
                .isCloseTo(0.04 * 25 / 2, within(1e-9));
    }

    /** -f has its maximum inside; a step the whole way would fall. */
    @Test
    void aMaximumInsideIsApproachedFromBelow() throws Exception {
        Objective f = quadratic(-0.3, 0.2, 0.1);
        Objective negative =
                new Objective() {
                    @Override
                    public double value(double[] z) throws StudyException, Cancelled {
                        return -f.value(z);
                    }

                    @Override
                    public double gradient(double[] z, double[] gradient)
                            throws StudyException, Cancelled {
                        double value = f.gradient(z, gradient);
                        for (int i = 0; i < 3; i++) {
                            gradient[i] = -gradient[i];
                        }
                        return -value;
                    }
                };
        double middle = -f.value(new double[3]);
        double largest = largest(negative, Region.box(new double[] {1, 1, 1}));
        assertThat(largest).isLessThanOrEqualTo(0).isGreaterThan(middle / 10);
    }

    @Test
    void pointsAreDrawnInTheSet() {
        double[] scale = {5, 0, 0.1};
        for (int seed = 0; seed < 20; seed++) {
            double[] z = Region.ellipsoid(scale, 0.2).draw(new SeededRandom(seed));
            assertThat(z[1]).isZero();
            assertThat(Math.hypot(z[0] / 5, z[2] / 0.1)).isCloseTo(0.2, within(1e-12));
            double[] box = Region.box(scale).draw(new SeededRandom(seed));
            for (int i = 0; i < 3; i++) {
                assertThat(Math.abs(box[i])).isLessThanOrEqualTo(scale[i]);
            }
        }
    }

    /** In all n dimensions the subspace is the whole space, turned. */
    @Test
    void aSubspaceHasOrthonormalColumns() throws Exception {
        Subspace subspace = new Subspace(3, 3, new SeededRandom(1));
        double[] d = {1, -2, 0.5};
        double[] z = subspace.coordinates(d);
        assertThat(z[0] * z[0] + z[1] * z[1] + z[2] * z[2]).isCloseTo(5.25, within(1e-12));
        Objective f = quadratic(0.1, 0.2, 0.3);
        assertThat(subspace.of(f).value(z)).isCloseTo(f.value(d), within(1e-12));
        double[] gradient = new double[3];
        double[] turned = new double[3];
        f.gradient(d, gradient);
        subspace.of(f).gradient(z, turned);
        double[] expected = subspace.coordinates(gradient);
        for (int i = 0; i < 3; i++) {
            assertThat(turned[i]).isCloseTo(expected[i], within(1e-12));
        }
    }
}

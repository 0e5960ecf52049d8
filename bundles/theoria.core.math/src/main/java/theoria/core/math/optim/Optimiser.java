package theoria.core.math.optim;

/**
 * An update rule theta &lt;- theta - eta u(g) on flat vectors. Its whole state is one array, so
 * that a run can be stopped, stored and continued with the same bits.
 */
public interface Optimiser {
    /** Length of the state for n parameters; it begins as zeros. */
    int stateLength(int n);

    /**
     * Makes one step in place.
     *
     * @param theta parameters
     * @param gradient g, same length
     * @param state as of the last step
     * @param rate eta
     * @param step number of this step, from 1
     */
    void step(double[] theta, double[] gradient, double[] state, double rate, long step);

    /** Gradient descent with heavy-ball momentum: v &lt;- mu v + g, theta &lt;- theta - eta v. */
    static Optimiser momentum(double mu) {
        return new Optimiser() {
            @Override
            public int stateLength(int n) {
                return mu == 0 ? 0 : n;
            }

            @Override
            public void step(
                    double[] theta, double[] gradient, double[] state, double rate, long step) {
                for (int i = 0; i < theta.length; i++) {
                    double direction = gradient[i];
                    if (mu != 0) {
                        state[i] = mu * state[i] + gradient[i];
                        direction = state[i];
                    }
                    theta[i] -= rate * direction;
                }
            }
        };
    }

    /**
     * Adam (Kingma and Ba 2015): m &lt;- b1 m + (1 - b1) g, v &lt;- b2 v + (1 - b2) g^2, theta
     * &lt;- theta - eta (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon). State: m, then v.
     */
    static Optimiser adam(double b1, double b2, double epsilon) {
        return new Optimiser() {
            @Override
            public int stateLength(int n) {
                return 2 * n;
            }

            @Override
            public void step(
                    double[] theta, double[] gradient, double[] state, double rate, long step) {
                int n = theta.length;
                double first = 1 - StrictMath.pow(b1, step);
                double second = 1 - StrictMath.pow(b2, step);
                for (int i = 0; i < n; i++) {
                    double g = gradient[i];
                    state[i] = b1 * state[i] + (1 - b1) * g;
                    state[n + i] = b2 * state[n + i] + (1 - b2) * g * g;
                    theta[i] -=
                            rate
                                    * (state[i] / first)
                                    / (Math.sqrt(state[n + i] / second) + epsilon);
                }
            }
        };
    }
}

package theoria.core.math.spectral;

/**
 * Nodes e_i with weights w_i: the integral of f is taken as sum w_i f(e_i). Of m Lanczos steps from
 * v: sum w_i e_i^k = v'H^k v for k up to 2m - 1, if |v| = 1.
 *
 * @param nodes ascending
 * @param weights of the nodes
 */
public record Quadrature(double[] nodes, double[] weights) {
    private static final double ROUNDING = 1e-9;

    /** sum w_i e_i^k. */
    public double moment(int k) {
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            sum += weights[i] * Math.pow(nodes[i], k);
        }
        return sum;
    }

    /** Weight of the nodes below 0 by more than rounding, -1e-9 of the largest in size. */
    public double negativeMass() {
        double largest = 0;
        for (double node : nodes) {
            largest = Math.max(largest, Math.abs(node));
        }
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            sum += nodes[i] < -ROUNDING * largest ? weights[i] : 0;
        }
        return sum;
    }
}

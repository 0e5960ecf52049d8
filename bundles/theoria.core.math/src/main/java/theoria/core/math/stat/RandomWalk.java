package theoria.core.math.stat;

/**
 * How low-dimensional the path of a random walk in many dimensions looks to a principal component
 * analysis (Antognini and Sohl-Dickstein 2018): the null beside which any path is to be seen.
 */
public final class RandomWalk {
    private RandomWalk() {}

    /**
     * Shares of variance that the components of n centred rows of a walk explain: proportional to 1
     * / sin^2(k pi / 2n), k = 1..n-1; for n to infinity 6 / (pi k)^2.
     *
     * @return n - 1 shares that sum to 1
     * @throws IllegalArgumentException if there are fewer than two rows
     */
    public static double[] explained(int n) {
        if (n < 2) {
            throw new IllegalArgumentException("a walk of " + n + " rows; at least 2 are needed");
        }
        double[] angles = new double[n - 1];
        for (int k = 1; k < n; k++) {
            angles[k - 1] = k * Math.PI / (2.0 * n);
        }
        return shares(angles);
    }

    /**
     * Shares of the sum of squares that the singular vectors of n rows of a walk explain, each row
     * less the walk's last place, which is none of them, and not centred: proportional to 1 /
     * sin^2((2k - 1) pi / (2 (2n + 1))), k = 1..n, the eigenvalues of the matrix min(i, j).
     *
     * @return n shares that sum to 1
     * @throws IllegalArgumentException if there is no row
     */
    public static double[] explainedFromEnd(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("a walk of " + n + " rows; at least 1 is needed");
        }
        double[] angles = new double[n];
        for (int k = 1; k <= n; k++) {
            angles[k - 1] = (2 * k - 1) * Math.PI / (2 * (2.0 * n + 1));
        }
        return shares(angles);
    }

    private static double[] shares(double[] angles) {
        double[] shares = new double[angles.length];
        double sum = 0;
        for (int k = 0; k < shares.length; k++) {
            double sine = Math.sin(angles[k]);
            shares[k] = 1 / (sine * sine);
            sum += shares[k];
        }
        for (int k = 0; k < shares.length; k++) {
            shares[k] /= sum;
        }
        return shares;
    }
}

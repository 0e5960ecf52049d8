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
        double[] shares = new double[n - 1];
        double sum = 0;
        for (int k = 1; k < n; k++) {
            double sine = Math.sin(k * Math.PI / (2.0 * n));
            shares[k - 1] = 1 / (sine * sine);
            sum += shares[k - 1];
        }
        for (int k = 0; k < shares.length; k++) {
            shares[k] /= sum;
        }
        return shares;
    }
}

package theoria.core.math.spectral;

import theoria.core.math.random.SeededRandom;

/** Random vectors z with E[z z'] = 1, for which E[z'H z] = tr H. */
public final class Probes {
    private Probes() {}

    /**
     * Probe number i of a seed: independent signs, whose z'H z has the variance 2 (|H|_F^2 - sum
     * h_ii^2), the smallest of all such vectors (Hutchinson 1990).
     */
    public static double[] signs(int size, long seed, int i) {
        SeededRandom random = new SeededRandom(seed).split("probe").split(i);
        double[] signs = new double[size];
        long bits = 0;
        for (int k = 0; k < size; k++) {
            bits = k % Long.SIZE == 0 ? random.nextLong() : bits >>> 1;
            signs[k] = (bits & 1) == 0 ? 1 : -1;
        }
        return signs;
    }
}

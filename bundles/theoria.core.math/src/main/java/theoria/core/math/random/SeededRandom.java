package theoria.core.math.random;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA
 * 2014): the state is a counter that advances by the golden ratio, each output is a bijective mix
 * of it. Streams split off by key or name depend on the seed and the key alone, never on how much
 * was drawn, so that each layer, example or epoch has randomness of its own. Not for cryptography.
 * Gaussians use StrictMath, so all numbers are the same on every platform.
 */
public final class SeededRandom {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private final long origin;
    private long state;

    /** The stream of a seed. */
    public SeededRandom(long seed) {
        this.origin = mix(seed + GOLDEN);
        this.state = origin;
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    /** The stream of this seed and a key, independent of what was drawn here. */
    public SeededRandom split(long key) {
        return new SeededRandom(origin ^ mix(key * GOLDEN + 1));
    }

    /** The stream of this seed and a name, independent of what was drawn here. */
    public SeededRandom split(String name) {
        long hash = 0xCBF29CE484222325L; // FNV-1a over UTF-8
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * 0x100000001B3L;
        }
        return split(hash);
    }

    /** 64 uniform bits. */
    public long nextLong() {
        state += GOLDEN;
        return mix(state);
    }

    /**
     * A whole number, uniform on [0, bound), without bias (rejection).
     *
     * @throws IllegalArgumentException if the bound is not positive
     */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound " + bound + " is not positive");
        }
        long bits = nextLong() >>> 1;
        long value = bits % bound;
        while (bits - value + (bound - 1) < 0) {
            bits = nextLong() >>> 1;
            value = bits % bound;
        }
        return (int) value;
    }

    /** A number uniform on [0, 1), a multiple of 2<sup>-53</sup>. */
    public double nextDouble() {
        return (nextLong() >>> 11) * UNIT;
    }

    /** A number uniform on [low, high). */
    public double nextDouble(double low, double high) {
        return low + (high - low) * nextDouble();
    }

    /** A standard normal number (Box-Muller, the cosine branch). */
    public double nextGaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * nextDouble());
    }

    /** Fills an array with standard normal numbers. */
    public void nextGaussians(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = nextGaussian();
        }
    }

    /** A uniform permutation of 0, ..., n - 1 (Fisher-Yates). */
    public int[] permutation(int n) {
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        for (int i = n - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /**
     * A uniform choice of k of 0, ..., n - 1, ascending.
     *
     * @throws IllegalArgumentException if k is negative or exceeds n
     */
    public int[] sample(int n, int k) {
        if (k < 0 || k > n) {
            throw new IllegalArgumentException("cannot choose " + k + " of " + n);
        }
        int[] chosen = Arrays.copyOf(permutation(n), k);
        Arrays.sort(chosen);
        return chosen;
    }
}

package theoria.core.math.linear;

/**
 * The sign of a vector that is known up to it, as an eigenvector is: its largest entry is positive.
 */
public final class Orientation {
    private Orientation() {}

    /**
     * Turns a vector round if the entry that is largest in size, the first of several, is negative.
     *
     * @param along what is turned round with it
     */
    public static void orient(double[] vector, double[]... along) {
        double largest = 0;
        for (double entry : vector) {
            largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
        }
        if (largest < 0) {
            turn(vector);
            for (double[] other : along) {
                turn(other);
            }
        }
    }

    private static void turn(double[] vector) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] = -vector[i];
        }
    }
}

package theoria.core.math.stat;

/** Places among scores; ties go to the lowest index, NaN ranks below every number. */
public final class Ranking {
    private Ranking() {}

    /**
     * Rank of entry {@code index} among scores[from], ..., scores[from + count - 1]: the number of
     * entries before it in descending order, so that rank &lt; k means it is among the k largest.
     */
    public static int rank(double[] scores, int from, int count, int index) {
        double own = scores[from + index];
        int rank = 0;
        for (int j = 0; j < count; j++) {
            double other = scores[from + j];
            boolean before = j < index;
            if (other > own
                    || other == own && before
                    || Double.isNaN(own) && (!Double.isNaN(other) || before && j != index)) {
                rank++;
            }
        }
        return rank;
    }
}

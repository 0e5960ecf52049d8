package theoria.study.landscape.internal.laboratory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The critical points of the linear autoencoder of rank p by theory (Baldi and Hornik 1989): one
 * family for each set I of r &lt;= p eigenvalues, of value (sum lambda - sum over I of lambda_i) /
 * 2 and index inv(I) + (p - r)(d - r), where inv(I) counts the pairs i in I, j not in I with
 * lambda_j &gt; lambda_i.
 */
public final class Lattice {
    private Lattice() {}

    /** All families by value, then index; families of one value and index count once. */
    public static List<Stationary> of(double[] lambda, int rank) {
        int d = lambda.length;
        List<Stationary> points = new ArrayList<>();
        for (int set = 0; set < 1 << d; set++) {
            int r = Integer.bitCount(set);
            if (r <= rank) {
                Stationary point = point(lambda, set, (rank - r) * (d - r));
                boolean known =
                        points.stream()
                                .anyMatch(
                                        p ->
                                                Math.abs(p.value() - point.value()) < 1e-9
                                                        && p.index() == point.index());
                if (!known) {
                    points.add(point);
                }
            }
        }
        points.sort(Comparator.comparingDouble(Stationary::value).thenComparing(Stationary::index));
        return points;
    }

    private static Stationary point(double[] lambda, int set, int missing) {
        double left = 0;
        int inversions = 0;
        for (int j = 0; j < lambda.length; j++) {
            if ((set >> j & 1) == 0) {
                left += lambda[j];
                for (int i = 0; i < lambda.length; i++) {
                    inversions += (set >> i & 1) == 1 && lambda[j] > lambda[i] ? 1 : 0;
                }
            }
        }
        return new Stationary(left / 2, inversions + missing);
    }
}

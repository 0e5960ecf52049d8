package theoria.study.landscape.internal.sharpness;

import java.util.List;

/**
 * Measures of how far the loss f rises near weights x.
 *
 * @param loss f(x)
 * @param keskar 100 (max f(x + y) - f(x)) / (1 + f(x)), |y_i| &lt;= epsilon (|x_i| + 1)
 * @param sam max f(x + d) - f(x), |d|_2 &lt;= rho
 * @param samFirstOrder rho |grad f|_2
 * @param asam max f(x + d) - f(x), |d / |x||_2 &lt;= rho
 * @param asamFirstOrder rho ||x| grad f|_2
 * @param expected mean of f(x + e) - f(x), e normal
 * @param expectedError its standard error
 */
public record Sharpness(
        double loss,
        double keskar,
        double sam,
        double samFirstOrder,
        double asam,
        double asamFirstOrder,
        double expected,
        double expectedError) {
    /** Keys of the numbers, in the order of {@link #values()}. */
    public static final List<String> KEYS =
            List.of(
                    "loss",
                    "keskar",
                    "sam",
                    "sam_first_order",
                    "asam",
                    "asam_first_order",
                    "expected",
                    "expected_stderr");

    /** The numbers. */
    public double[] values() {
        return new double[] {
            loss, keskar, sam, samFirstOrder, asam, asamFirstOrder, expected, expectedError
        };
    }
}

package theoria.core.study.result;

/**
 * A claim held against a measurement: holds if measured and expected stand in the relation up to
 * the tolerance. NaN never holds.
 *
 * @param claim in words
 * @param formula in LaTeX
 * @param measured number
 * @param relation between measured and expected
 * @param expected number
 * @param tolerance absolute, at least 0
 * @param kind how binding it is
 * @param source paper, section or golden file
 */
public record Verdict(
        String claim,
        String formula,
        double measured,
        Relation relation,
        double expected,
        double tolerance,
        Kind kind,
        String source) {

    /**
     * Checks the tolerance.
     *
     * @throws IllegalArgumentException if it is negative or NaN
     */
    public Verdict {
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException(
                    "claim '" + claim + "' has the tolerance " + tolerance);
        }
    }

    /** How binding a claim is. */
    public enum Kind {
        /** A theorem or identity; the tolerance is rounding only. */
        EXACT,
        /** Empirical; the tolerance was calibrated. */
        CALIBRATED,
        /** A published figure to compare with; never a failure. */
        REFERENCE
    }

    /** How measured and expected should compare. */
    public enum Relation {
        /** |measured - expected| &lt;= tolerance. */
        EQUAL("="),
        /** measured &lt;= expected + tolerance. */
        AT_MOST("\u2264"),
        /** measured &gt;= expected - tolerance. */
        AT_LEAST("\u2265");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        /** The mathematical sign. */
        public String sign() {
            return sign;
        }
    }

    /** A claim of equality. */
    public static Verdict equal(
            String claim, String formula, double measured, double expected, double tolerance) {
        return new Verdict(
                claim, formula, measured, Relation.EQUAL, expected, tolerance, Kind.EXACT, "");
    }

    /** A claim of an upper bound. */
    public static Verdict atMost(
            String claim, String formula, double measured, double bound, double tolerance) {
        return new Verdict(
                claim, formula, measured, Relation.AT_MOST, bound, tolerance, Kind.EXACT, "");
    }

    /** A claim of a lower bound. */
    public static Verdict atLeast(
            String claim, String formula, double measured, double bound, double tolerance) {
        return new Verdict(
                claim, formula, measured, Relation.AT_LEAST, bound, tolerance, Kind.EXACT, "");
    }

    /** The same claim of another kind. */
    public Verdict as(Kind other) {
        return new Verdict(claim, formula, measured, relation, expected, tolerance, other, source);
    }

    /** The same claim with its source. */
    public Verdict from(String origin) {
        return new Verdict(claim, formula, measured, relation, expected, tolerance, kind, origin);
    }

    /** Whether the claim holds. */
    public boolean holds() {
        if (Double.compare(measured, expected) == 0 && !Double.isNaN(measured)) {
            return true;
        }
        switch (relation) {
            case AT_MOST:
                return measured <= expected + tolerance;
            case AT_LEAST:
                return measured >= expected - tolerance;
            default:
                return Math.abs(measured - expected) <= tolerance;
        }
    }
}

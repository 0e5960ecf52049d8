package theoria.core.study.result;

/**
 * How a documented number follows from others of the same result, so that a workbook can hold it as
 * a live formula instead of a copy.
 *
 * @param function how
 * @param first key of a number, or of one of the result's tables
 * @param second key of another number, or the title of that table's column
 */
public record Derivation(Function function, String first, String second) {
    /** The ways in which a number may follow. */
    public enum Function {
        /** first / second, of two numbers. */
        RATIO,
        /** first - second, of two numbers. */
        DIFFERENCE,
        /** The sum of a column, from its first row to its last. */
        SUM,
        /** The product of a column. */
        PRODUCT,
        /** The least number of a column, NaN left out. */
        LEAST,
        /** The largest number of a column, NaN left out. */
        LARGEST;

        /** Whether it takes two numbers, not a column. */
        public boolean ofNumbers() {
            return this == RATIO || this == DIFFERENCE;
        }
    }

    /** One number divided by another. */
    public static Derivation ratio(String numerator, String denominator) {
        return new Derivation(Function.RATIO, numerator, denominator);
    }

    /** One number less another. */
    public static Derivation difference(String minuend, String subtrahend) {
        return new Derivation(Function.DIFFERENCE, minuend, subtrahend);
    }

    /** The sum of a table's column. */
    public static Derivation sum(String table, String column) {
        return new Derivation(Function.SUM, table, column);
    }

    /** The product of a table's column. */
    public static Derivation product(String table, String column) {
        return new Derivation(Function.PRODUCT, table, column);
    }

    /** The least number of a table's column. */
    public static Derivation least(String table, String column) {
        return new Derivation(Function.LEAST, table, column);
    }

    /** The largest number of a table's column. */
    public static Derivation largest(String table, String column) {
        return new Derivation(Function.LARGEST, table, column);
    }
}

package theoria.core.study.result;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * A typed column of a table, stored as one array: numbers as {@code double[]} (whole numbers are
 * exact up to 2<sup>53</sup>), words as {@code String[]}.
 */
public final class Column {
    /** The number of digits is left to the viewer. */
    public static final int AUTOMATIC = -1;

    private final String title;
    private final String unit;
    private final Kind kind;
    private final int digits;
    private final double @Nullable [] numbers;
    private final String @Nullable [] words;

    /** What a column holds. */
    public enum Kind {
        /** Words. */
        TEXT,
        /** Whole numbers. */
        INTEGER,
        /** Real numbers. */
        REAL,
        /** Fractions in [0,1], shown as percentages. */
        FRACTION
    }

    private Column(
            String title,
            String unit,
            Kind kind,
            int digits,
            double @Nullable [] numbers,
            String @Nullable [] words) {
        this.title = title;
        this.unit = unit;
        this.kind = kind;
        this.digits = digits;
        this.numbers = numbers;
        this.words = words;
    }

    /** A column of words. */
    public static Column text(String title, String... words) {
        return new Column(title, "", Kind.TEXT, AUTOMATIC, null, words);
    }

    /** A column of whole numbers. */
    public static Column integers(String title, double... numbers) {
        return new Column(title, "", Kind.INTEGER, AUTOMATIC, numbers, null);
    }

    /** A column of real numbers. */
    public static Column reals(String title, double... numbers) {
        return new Column(title, "", Kind.REAL, AUTOMATIC, numbers, null);
    }

    /** A column of fractions. */
    public static Column fractions(String title, double... numbers) {
        return new Column(title, "", Kind.FRACTION, AUTOMATIC, numbers, null);
    }

    /** A column of numbers of the given kind. */
    public static Column numbers(String title, String unit, Kind kind, double... numbers) {
        if (kind == Kind.TEXT) {
            throw new IllegalArgumentException("column '" + title + "' of numbers is said TEXT");
        }
        return new Column(title, unit, kind, AUTOMATIC, numbers, null);
    }

    /** The same column with a unit. */
    public Column in(String otherUnit) {
        return new Column(title, otherUnit, kind, digits, numbers, words);
    }

    /**
     * The same column, shown with this many digits after the point (of the percentage, for
     * fractions). A hint to viewers and workbooks; stored numbers keep full precision.
     */
    public Column digits(int afterPoint) {
        return new Column(title, unit, kind, afterPoint, numbers, words);
    }

    /** Digits to show after the point, {@link #AUTOMATIC} if the viewer should choose. */
    public int digits() {
        return digits;
    }

    /** This heading over other numbers. */
    Column with(double[] otherNumbers) {
        return new Column(title, unit, kind, digits, otherNumbers, null);
    }

    /** This heading over other words. */
    Column with(String[] otherWords) {
        return new Column(title, unit, kind, digits, null, otherWords);
    }

    /** Heading without unit. */
    public String title() {
        return title;
    }

    /** Unit, empty if there is none. */
    public String unit() {
        return unit;
    }

    /** Heading with its unit in brackets. */
    public String heading() {
        return unit.isEmpty() ? title : title + " [" + unit + "]";
    }

    /** What it holds. */
    public Kind kind() {
        return kind;
    }

    /** Whether it holds numbers. */
    public boolean numeric() {
        return kind != Kind.TEXT;
    }

    /** Number of rows. */
    public int rows() {
        return numbers != null ? numbers.length : texts().length;
    }

    /**
     * The number in a row.
     *
     * @throws IllegalStateException if the column holds words
     */
    public double number(int row) {
        double[] stored = numbers;
        if (stored == null) {
            throw new IllegalStateException("column '" + title + "' holds words");
        }
        return stored[row];
    }

    /**
     * The word in a row.
     *
     * @throws IllegalStateException if the column holds numbers
     */
    public String word(int row) {
        return texts()[row];
    }

    private String[] texts() {
        String[] stored = words;
        if (stored == null) {
            throw new IllegalStateException("column '" + title + "' holds numbers");
        }
        return stored;
    }

    /** A copy of the numbers. */
    public double[] toNumbers() {
        double[] copy = new double[rows()];
        Arrays.setAll(copy, this::number);
        return copy;
    }

    /** A copy of the words. */
    public String[] toWords() {
        return texts().clone();
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Column)) {
            return false;
        }
        Column that = (Column) other;
        return title.equals(that.title)
                && unit.equals(that.unit)
                && kind == that.kind
                && digits == that.digits
                && Arrays.equals(numbers, that.numbers)
                && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return 31 * title.hashCode() + Arrays.hashCode(numbers) + Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return heading() + " (" + rows() + ")";
    }
}

package theoria.ui.internal.viewer;

import theoria.core.study.result.Column;

import java.util.Locale;

/** Cells of a table in words: sensible digits on the screen, all of them on the clipboard. */
final class CellText {
    private static final int LARGEST_PLAIN = 1_000_000;

    private CellText() {}

    /** As a person reads it. */
    static String shown(Column column, int row) {
        if (!column.numeric()) {
            return column.word(row);
        }
        double value = column.number(row);
        return switch (column.kind()) {
            case INTEGER -> whole(value);
            case FRACTION -> fraction(value, column.digits());
            default -> real(value, column.digits());
        };
    }

    /** With every digit, as a program reads it back. */
    static String exact(Column column, int row) {
        if (!column.numeric()) {
            return column.word(row);
        }
        double value = column.number(row);
        boolean whole = column.kind() == Column.Kind.INTEGER && Math.rint(value) == value;
        return whole && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value);
    }

    private static String whole(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,.0f", value) : odd(value);
    }

    private static String fraction(double value, int digits) {
        int after = digits == Column.AUTOMATIC ? 2 : digits;
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%." + after + "f %%", 100 * value)
                : odd(value);
    }

    /** A real number with five significant digits, or as many after the point as asked for. */
    static String real(double value, int digits) {
        if (!Double.isFinite(value)) {
            return odd(value);
        }
        if (digits != Column.AUTOMATIC) {
            return String.format(Locale.ROOT, "%." + digits + "f", value);
        }
        double magnitude = Math.abs(value);
        if (magnitude != 0 && (magnitude >= LARGEST_PLAIN || magnitude < 1e-4)) {
            return String.format(Locale.ROOT, "%.4e", value);
        }
        int before = magnitude < 1 ? 1 : (int) Math.floor(Math.log10(magnitude)) + 1;
        return String.format(Locale.ROOT, "%." + Math.max(0, 5 - before) + "f", value);
    }

    private static String odd(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
    }
}

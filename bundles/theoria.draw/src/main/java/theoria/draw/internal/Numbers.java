package theoria.draw.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as a person reads them in a picture, the same in every country. */
public final class Numbers {
    private static final int DIGITS = 4;
    private static final double LARGE = 1e6;
    private static final double SMALL = 1e-3;
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private Numbers() {}

    /** With four significant digits at most. */
    public static String of(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }
        double magnitude = Math.abs(value);
        if (magnitude != 0 && (magnitude >= LARGE || magnitude < SMALL)) {
            return scientific(value);
        }
        boolean whole = value == Math.rint(value);
        BigDecimal rounded =
                whole
                        ? BigDecimal.valueOf(value)
                        : new BigDecimal(value)
                                .round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
        return sign(rounded.stripTrailingZeros().toPlainString());
    }

    private static String scientific(double value) {
        String text = String.format(Locale.ROOT, "%.3e", value);
        int at = text.indexOf('e');
        String mantissa =
                new BigDecimal(text.substring(0, at)).stripTrailingZeros().toPlainString();
        return sign(mantissa) + "e" + Integer.parseInt(text.substring(at + 1));
    }

    /** With so many digits after the point, for ticks of one axis. */
    static String fixed(double value, int decimals) {
        double shown = value == 0 ? 0 : value;
        String text = String.format(Locale.ROOT, "%." + decimals + "f", shown);
        return sign(text);
    }

    /** A power of ten. */
    static String power(int exponent) {
        StringBuilder text = new StringBuilder("10");
        for (char digit : Integer.toString(exponent).toCharArray()) {
            text.append(digit == '-' ? '⁻' : SUPERSCRIPTS.charAt(digit - '0'));
        }
        return text.toString();
    }

    /** With its unit, if there is one. */
    static String with(double value, String unit) {
        return unit.isEmpty() ? of(value) : of(value) + " " + unit;
    }

    private static String sign(String text) {
        return text.startsWith("-") ? "−" + text.substring(1) : text;
    }
}

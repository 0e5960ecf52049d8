package theoria.study.landscape.internal.direction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names in the order a person expects: numbers in them by value, model_9 before model_10. */
final class NaturalOrder {
    private static final Pattern PARTS = Pattern.compile("\\d+|\\D+");

    private NaturalOrder() {}

    /** Negative if the first name comes first. */
    static int compare(String a, String b) {
        Matcher first = PARTS.matcher(a);
        Matcher second = PARTS.matcher(b);
        while (first.find()) {
            if (!second.find()) {
                return 1;
            }
            int order = compareParts(first.group(), second.group());
            if (order != 0) {
                return order;
            }
        }
        return second.find() ? -1 : a.compareTo(b);
    }

    private static int compareParts(String a, String b) {
        if (!Character.isDigit(a.charAt(0)) || !Character.isDigit(b.charAt(0))) {
            return a.compareTo(b);
        }
        return new java.math.BigInteger(a).compareTo(new java.math.BigInteger(b));
    }
}

package theoria.ui.internal.viewer;

import theoria.core.study.result.Column;
import theoria.core.study.result.Table;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which rows of a table are shown, in which order. A filter is text that any cell of the row
 * contains, whatever its case, or a comparison {@code COLUMN < NUMBER} with one of &lt;, &lt;=,
 * &gt;, &gt;=, =, !=. Rows that are equal in the sorted column keep their order.
 *
 * @param filter empty for all rows
 * @param column sorted by, -1 for the order of the table
 * @param descending whether the largest comes first
 */
record TableOrder(String filter, int column, boolean descending) {
    /** The table as it is. */
    static final TableOrder NONE = new TableOrder("", -1, false);

    private static final Pattern COMPARISON =
            Pattern.compile("\\s*(.+?)\\s*(<=|>=|!=|<|>|=)\\s*(\\S+)\\s*");

    /** The same order of the rows that another filter leaves. */
    TableOrder withFilter(String other) {
        return new TableOrder(other, column, descending);
    }

    /** Row numbers of the table as they are shown. */
    int[] rows(Table table) {
        IntPredicate wanted = filter.isBlank() ? row -> true : predicate(table);
        int[] rows = IntStream.range(0, table.rows()).filter(wanted).toArray();
        return column < 0 ? rows : sorted(rows, table.columns().get(column));
    }

    private IntPredicate predicate(Table table) {
        Matcher comparison = COMPARISON.matcher(filter);
        if (comparison.matches()) {
            for (Column candidate : table.columns()) {
                boolean named =
                        candidate.title().equalsIgnoreCase(comparison.group(1))
                                || candidate.heading().equalsIgnoreCase(comparison.group(1));
                if (named && candidate.numeric() && isNumber(comparison.group(3))) {
                    double bound = Double.parseDouble(comparison.group(3));
                    String operator = comparison.group(2);
                    return row -> holds(candidate.number(row), operator, bound);
                }
            }
        }
        String wanted = filter.strip().toLowerCase(Locale.ROOT);
        return row ->
                table.columns().stream()
                        .anyMatch(
                                any ->
                                        CellText.shown(any, row)
                                                .toLowerCase(Locale.ROOT)
                                                .contains(wanted));
    }

    private static boolean isNumber(String text) {
        return text.matches("[-+]?(\\d+[.]?\\d*|[.]\\d+)([eE][-+]?\\d+)?");
    }

    private static boolean holds(double value, String operator, double bound) {
        return switch (operator) {
            case "<" -> value < bound;
            case "<=" -> value <= bound;
            case ">" -> value > bound;
            case ">=" -> value >= bound;
            case "=" -> value == bound;
            default -> value != bound;
        };
    }

    private int[] sorted(int[] rows, Column by) {
        Integer[] boxed = Arrays.stream(rows).boxed().toArray(Integer[]::new);
        Comparator<Integer> order =
                by.numeric()
                        ? Comparator.comparingDouble(by::number)
                        : Comparator.comparing(by::word);
        Arrays.parallelSort(boxed, descending ? order.reversed() : order);
        return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
    }
}

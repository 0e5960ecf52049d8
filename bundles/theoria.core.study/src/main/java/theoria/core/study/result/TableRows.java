package theoria.core.study.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builds the columns of a table row by row, in plain growing arrays. Declare the columns first,
 * then add rows:
 *
 * <pre>{@code
 * TableRows rows = new TableRows().text("layer").integers("parameters").reals("norm");
 * rows.add("conv1", 156, 3.7);
 * Table table = Table.builder("Layers").rows(rows).build();
 * }</pre>
 */
public final class TableRows {
    private static final int FIRST_CAPACITY = 16;

    private final List<Column> heads = new ArrayList<>();
    private final List<Object> cells = new ArrayList<>();
    private int rows;
    private int capacity = FIRST_CAPACITY;

    /** Declares a column of words. */
    public TableRows text(String title) {
        return column(Column.text(title));
    }

    /** Declares a column of whole numbers. */
    public TableRows integers(String title) {
        return column(Column.integers(title));
    }

    /** Declares a column of real numbers. */
    public TableRows reals(String title) {
        return column(Column.reals(title));
    }

    /** Declares a column of fractions. */
    public TableRows fractions(String title) {
        return column(Column.fractions(title));
    }

    /**
     * Declares a column like an empty one, for example {@code
     * Column.reals("time").in("s").digits(2)}.
     *
     * @throws IllegalStateException if a row was added already
     * @throws IllegalArgumentException if the column is not empty
     */
    public TableRows column(Column head) {
        if (rows > 0) {
            throw new IllegalStateException("column '" + head.title() + "' comes after a row");
        }
        if (head.rows() > 0) {
            throw new IllegalArgumentException(
                    "column '" + head.title() + "' has " + head.rows() + " rows, not 0");
        }
        heads.add(head);
        cells.add(head.numeric() ? new double[capacity] : new String[capacity]);
        return this;
    }

    /**
     * Adds a row: a String for a column of words, a Number for any other.
     *
     * @throws IllegalArgumentException if the number or type of the values does not fit
     */
    public TableRows add(Object... values) {
        if (values.length != heads.size()) {
            throw new IllegalArgumentException(
                    values.length + " values for " + heads.size() + " columns");
        }
        if (rows == capacity) {
            grow();
        }
        for (int i = 0; i < values.length; i++) {
            put(heads.get(i), cells.get(i), values[i]);
        }
        rows++;
        return this;
    }

    private void put(Column head, Object column, Object value) {
        if (head.numeric() && value instanceof Number number) {
            ((double[]) column)[rows] = number.doubleValue();
        } else if (!head.numeric() && value instanceof String word) {
            ((String[]) column)[rows] = word;
        } else {
            throw new IllegalArgumentException(
                    "'" + value + "' does not fit column '" + head.title() + "' of " + head.kind());
        }
    }

    private void grow() {
        capacity *= 2;
        cells.replaceAll(
                column ->
                        column instanceof double[] numbers
                                ? Arrays.copyOf(numbers, capacity)
                                : Arrays.copyOf((String[]) column, capacity));
    }

    /** The columns with the rows added so far. */
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            Object column = cells.get(i);
            columns.add(
                    column instanceof double[] numbers
                            ? heads.get(i).with(Arrays.copyOf(numbers, rows))
                            : heads.get(i).with(Arrays.copyOf((String[]) column, rows)));
        }
        return columns;
    }
}

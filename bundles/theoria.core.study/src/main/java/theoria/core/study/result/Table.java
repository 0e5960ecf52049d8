package theoria.core.study.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rows and typed columns. Holds a million rows in plain arrays.
 *
 * @param content shared part
 * @param columns of equal length
 */
public record Table(Content content, List<Column> columns) implements Result {
    /**
     * Takes an immutable copy.
     *
     * @throws IllegalArgumentException if the columns differ in length
     */
    public Table {
        columns = List.copyOf(columns);
        for (Column column : columns) {
            if (column.rows() != columns.get(0).rows()) {
                throw new IllegalArgumentException(
                        "columns '"
                                + columns.get(0).title()
                                + "' and '"
                                + column.title()
                                + "' have "
                                + columns.get(0).rows()
                                + " and "
                                + column.rows()
                                + " rows");
            }
        }
    }

    /** Starts a table. */
    public static Builder builder(String title) {
        return new Builder(title);
    }

    @Override
    public String kind() {
        return "table";
    }

    @Override
    public Map<String, Table> tables() {
        return Map.of("table", this);
    }

    /** Number of rows. */
    public int rows() {
        return columns.isEmpty() ? 0 : columns.get(0).rows();
    }

    /** Collects columns. */
    public static final class Builder extends Content.Builder<Builder> {
        private final List<Column> columns = new ArrayList<>();

        private Builder(String title) {
            super(title);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Adds a column. */
        public Builder column(Column column) {
            columns.add(column);
            return this;
        }

        /** Adds the columns that were filled row by row. */
        public Builder rows(TableRows rows) {
            columns.addAll(rows.columns());
            return this;
        }

        /** The finished table. */
        public Table build() {
            return new Table(content(), columns);
        }
    }
}

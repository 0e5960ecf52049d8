package theoria.registry.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What is attached to versions and may change: metrics, aliases and tags, each row naming its
 * version by name and number. To be called inside transactions.
 */
public final class LabelTables {
    private static final List<String> TABLES = List.of("metric", "alias", "tag");

    private final Index index;

    /** The tables of an index. */
    public LabelTables(Index index) {
        this.index = index;
    }

    /** Labels by {@code name:number}. */
    record Labels(
            Map<String, Map<String, Double>> metrics,
            Map<String, List<String>> aliases,
            Map<String, List<String>> tags) {}

    /**
     * The labels of the versions of a condition.
     *
     * @param condition on name and number, with question marks for the values
     */
    Labels labels(String condition, Object... values) throws SQLException {
        Groups<Map<String, Double>> metrics = new Groups<>(TreeMap::new);
        index.rows(
                "SELECT number, key, value, name FROM metric WHERE " + condition,
                row ->
                        metrics.of(row.getString(4), row.getInt(1))
                                .put(row.getString(2), number(row.getObject(3))),
                values);
        return new Labels(
                metrics.all(),
                words("SELECT name, number, alias FROM alias WHERE ", condition, values),
                words("SELECT name, number, tag FROM tag WHERE ", condition, values));
    }

    /** SQLite keeps NaN as NULL. */
    static double number(Object stored) {
        return stored instanceof Number ? ((Number) stored).doubleValue() : Double.NaN;
    }

    /** Words by {@code name:number}, in order. */
    private Map<String, List<String>> words(String select, String condition, Object... values)
            throws SQLException {
        Groups<List<String>> words = new Groups<>(ArrayList::new);
        index.rows(
                select + condition + " ORDER BY 3",
                row -> words.of(row.getString(1), row.getInt(2)).add(row.getString(3)),
                values);
        return words.all();
    }

    /** Groups of rows by version; rows of one version often follow one another. */
    private static final class Groups<T> {
        private final Map<String, T> groups = new HashMap<>();
        private final Supplier<T> empty;
        private String name = "";
        private int number = -1;
        private T last;

        Groups(Supplier<T> empty) {
            this.empty = empty;
            this.last = empty.get();
        }

        T of(String otherName, int otherNumber) {
            if (otherNumber != number || !otherName.equals(name)) {
                name = otherName;
                number = otherNumber;
                last = groups.computeIfAbsent(reference(name, number), k -> empty.get());
            }
            return last;
        }

        Map<String, T> all() {
            return groups;
        }
    }

    static String reference(String name, int number) {
        return name + ":" + number;
    }

    /** Adds metrics, replacing those of the same name. */
    public void putMetrics(String name, int number, Map<String, Double> metrics)
            throws SQLException {
        for (Map.Entry<String, Double> metric : metrics.entrySet()) {
            index.execute(
                    "INSERT OR REPLACE INTO metric VALUES (?, ?, ?, ?)",
                    name,
                    number,
                    metric.getKey(),
                    metric.getValue());
        }
    }

    /** Points an alias to a version, and gives the numbers of those that it meant before. */
    public List<Integer> putAlias(String name, int number, String alias) throws SQLException {
        List<Integer> before =
                index.rows(
                        "SELECT a.number FROM alias a JOIN version v ON v.name = a.name AND"
                                + " v.number = a.number WHERE a.name = ? AND a.alias = ?",
                        row -> row.getInt(1),
                        name,
                        alias);
        index.execute("INSERT OR REPLACE INTO alias VALUES (?, ?, ?)", name, alias, number);
        return before;
    }

    /** Takes an alias off a version. */
    public void removeAlias(String name, int number, String alias) throws SQLException {
        index.execute(
                "DELETE FROM alias WHERE name = ? AND number = ? AND alias = ?",
                name,
                number,
                alias);
    }

    /** Adds a tag. */
    public void putTag(String name, int number, String tag) throws SQLException {
        index.execute("INSERT OR REPLACE INTO tag VALUES (?, ?, ?)", name, number, tag);
    }

    /** Takes a tag off a version. */
    public void removeTag(String name, int number, String tag) throws SQLException {
        index.execute(
                "DELETE FROM tag WHERE name = ? AND number = ? AND tag = ?", name, number, tag);
    }

    /** Lets the labels follow a model to its new name, which no label has. */
    void rename(String name, String newName) throws SQLException {
        for (String table : TABLES) {
            index.execute("UPDATE " + table + " SET name = ? WHERE name = ?", newName, name);
        }
    }

    /** Takes everything off a version. */
    void clear(String name, int number) throws SQLException {
        for (String table : TABLES) {
            index.execute("DELETE FROM " + table + " WHERE name = ? AND number = ?", name, number);
        }
    }
}

package theoria.registry.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    /** Metrics by {@code name:number}. */
    Map<String, Map<String, Double>> metrics() throws SQLException {
        Map<String, Map<String, Double>> metrics = new HashMap<>();
        index.rows(
                "SELECT name, number, key, value FROM metric",
                row ->
                        metrics.computeIfAbsent(
                                        reference(row.getString(1), row.getInt(2)),
                                        k -> new TreeMap<>())
                                .put(row.getString(3), number(row.getObject(4))));
        return metrics;
    }

    /** SQLite keeps NaN as NULL. */
    static double number(Object stored) {
        return stored instanceof Number ? ((Number) stored).doubleValue() : Double.NaN;
    }

    /** Aliases by {@code name:number}, in order. */
    Map<String, List<String>> aliases() throws SQLException {
        return words("SELECT name, number, alias FROM alias ORDER BY 3");
    }

    /** Tags by {@code name:number}, in order. */
    Map<String, List<String>> tags() throws SQLException {
        return words("SELECT name, number, tag FROM tag ORDER BY 3");
    }

    private Map<String, List<String>> words(String sql) throws SQLException {
        Map<String, List<String>> words = new HashMap<>();
        index.rows(
                sql,
                row ->
                        words.computeIfAbsent(
                                        reference(row.getString(1), row.getInt(2)),
                                        k -> new ArrayList<>())
                                .add(row.getString(3)));
        return words;
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

    /** Points an alias to a version. */
    public void putAlias(String name, int number, String alias) throws SQLException {
        index.execute("INSERT OR REPLACE INTO alias VALUES (?, ?, ?)", name, alias, number);
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
}

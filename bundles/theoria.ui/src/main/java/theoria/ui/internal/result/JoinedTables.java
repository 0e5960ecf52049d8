package theoria.ui.internal.result;

import theoria.core.study.result.Column;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Result;
import theoria.core.study.result.Table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tables of several results in one: rows with the same words are one row, each number stands beside
 * the others', and beyond the first with its difference from the first.
 */
final class JoinedTables {
    private JoinedTables() {}

    /** The documented numbers of all results by key. */
    static Table numbers(List<Result> results, List<String> names) {
        List<Map<String, Double>> scalars =
                results.stream().map(result -> FlatResult.of(result).scalars()).toList();
        Set<String> keys = new LinkedHashSet<>();
        scalars.forEach(map -> keys.addAll(map.keySet()));
        Table.Builder table = Table.builder("Numbers side by side");
        table.column(Column.text("key", keys.toArray(new String[0])));
        List<double[]> columns = new ArrayList<>();
        for (Map<String, Double> map : scalars) {
            columns.add(
                    keys.stream().mapToDouble(key -> map.getOrDefault(key, Double.NaN)).toArray());
        }
        add(table, "", columns, names, Column.reals("x"));
        return table.build();
    }

    /**
     * One table of each result, joined.
     *
     * @param tables with the same headings
     */
    static Table join(List<Table> tables, List<String> names) {
        Table first = tables.get(0);
        List<Map<String, Integer>> rows = tables.stream().map(JoinedTables::rows).toList();
        Set<String> keys = new LinkedHashSet<>();
        rows.forEach(map -> keys.addAll(map.keySet()));
        Table.Builder joined = Table.builder(first.title());
        for (int c = 0; c < first.columns().size(); c++) {
            Column head = first.columns().get(c);
            if (!head.numeric()) {
                joined.column(Column.text(head.heading(), words(tables, rows, keys, c)));
            }
        }
        for (int c = 0; c < first.columns().size(); c++) {
            Column head = first.columns().get(c);
            if (head.numeric()) {
                List<double[]> columns = new ArrayList<>();
                for (int t = 0; t < tables.size(); t++) {
                    columns.add(numbers(tables.get(t), rows.get(t), keys, c));
                }
                add(joined, head.heading() + " ", columns, names, head);
            }
        }
        return joined.build();
    }

    private static void add(
            Table.Builder table,
            String heading,
            List<double[]> columns,
            List<String> names,
            Column like) {
        Column.Kind kind = like.kind();
        for (int i = 0; i < columns.size(); i++) {
            String title = heading + names.get(i);
            table.column(Column.numbers(title, "", kind, columns.get(i)).digits(like.digits()));
        }
        for (int i = 1; i < columns.size(); i++) {
            double[] difference = columns.get(i).clone();
            for (int row = 0; row < difference.length; row++) {
                difference[row] -= columns.get(0)[row];
            }
            String title = heading + names.get(i) + " - " + names.get(0);
            table.column(Column.numbers(title, "", Column.Kind.REAL, difference));
        }
    }

    /** Row by the words in it; several rows of the same words are told apart by their number. */
    private static Map<String, Integer> rows(Table table) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        for (int row = 0; row < table.rows(); row++) {
            StringBuilder key = new StringBuilder();
            for (Column column : table.columns()) {
                if (!column.numeric()) {
                    key.append(column.word(row)).append('\t');
                }
            }
            String own = key.toString();
            for (int again = 2; rows.containsKey(own); again++) {
                own = key + "#" + again;
            }
            rows.put(own, row);
        }
        return rows;
    }

    private static String[] words(
            List<Table> tables, List<Map<String, Integer>> rows, Set<String> keys, int column) {
        List<String> words = new ArrayList<>();
        for (String key : keys) {
            String word = "";
            for (int t = 0; t < tables.size() && word.isEmpty(); t++) {
                Integer row = rows.get(t).get(key);
                word = row == null ? "" : tables.get(t).columns().get(column).word(row);
            }
            words.add(word);
        }
        return words.toArray(new String[0]);
    }

    private static double[] numbers(
            Table table, Map<String, Integer> rows, Set<String> keys, int column) {
        return keys.stream()
                .mapToDouble(
                        key -> {
                            Integer row = rows.get(key);
                            return row == null
                                    ? Double.NaN
                                    : table.columns().get(column).number(row);
                        })
                .toArray();
    }
}

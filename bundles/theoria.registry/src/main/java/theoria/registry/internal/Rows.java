package theoria.registry.internal;

import org.jspecify.annotations.Nullable;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rows of a table with the names of their columns, so that a table of a later schema, which has
 * more columns, takes them.
 *
 * @param table its name
 * @param columns their names
 * @param values row by row
 */
record Rows(String table, List<String> columns, List<List<@Nullable Object>> values) {
    private static final int MOST = 1 << 20;

    /** The rows of a condition. */
    static Rows of(Index index, String table, String condition, Object... values)
            throws SQLException {
        List<String> columns = new ArrayList<>();
        String sql = "SELECT * FROM " + table + " WHERE " + condition;
        return new Rows(table, columns, index.rows(sql, row -> values(row, columns), values));
    }

    /** The values of a row; the first one tells the names of the columns too. */
    static List<@Nullable Object> values(ResultSet row, List<String> columns) throws SQLException {
        ResultSetMetaData form = row.getMetaData();
        boolean first = columns.isEmpty();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 1; i <= form.getColumnCount(); i++) {
            values.add(row.getObject(i));
            if (first) {
                columns.add(form.getColumnName(i));
            }
        }
        return values;
    }

    /** The value of a column of the first row, in words. */
    String word(String column) {
        return String.valueOf(values.get(0).get(columns.indexOf(column)));
    }

    /** Inserts the rows that are not there, and gives how many those were. */
    int insert(Index index) throws SQLException {
        String sql = insertion();
        int inserted = 0;
        for (List<@Nullable Object> row : values) {
            index.execute(sql, row.toArray());
            inserted += index.rows("SELECT changes()", result -> result.getInt(1)).get(0);
        }
        return inserted;
    }

    private String insertion() {
        String names = String.join(",", columns);
        String marks = String.join(",", Collections.nCopies(columns.size(), "?"));
        return String.format("INSERT OR IGNORE INTO %s (%s) VALUES (%s)", table, names, marks);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeUTF(table);
        out.writeInt(columns.size());
        for (String column : columns) {
            out.writeUTF(column);
        }
        out.writeInt(values.size());
        for (List<@Nullable Object> row : values) {
            for (@Nullable Object value : row) {
                write(value, out);
            }
        }
    }

    private static void write(@Nullable Object value, DataOutputStream out) throws IOException {
        if (value == null) {
            out.writeByte('n');
        } else if (value instanceof Double || value instanceof Float) {
            out.writeByte('d');
            out.writeDouble(((Number) value).doubleValue());
        } else if (value instanceof Number) {
            out.writeByte('l');
            out.writeLong(((Number) value).longValue());
        } else {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            out.writeByte('t');
            out.writeInt(text.length);
            out.write(text);
        }
    }

    /** Reads what was written; the bytes are known to be intact. */
    static Rows read(DataInputStream in) throws IOException {
        String table = word(in);
        List<String> columns = new ArrayList<>();
        for (int i = count(in); i > 0; i--) {
            columns.add(word(in));
        }
        List<List<@Nullable Object>> values = new ArrayList<>();
        for (int i = count(in); i > 0; i--) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int c = 0; c < columns.size(); c++) {
                row.add(value(in));
            }
            values.add(row);
        }
        return new Rows(table, columns, values);
    }

    /** A name of a table or column, which becomes part of a statement. */
    private static String word(DataInputStream in) throws IOException {
        String word = in.readUTF();
        if (!word.matches("[a-z_]+")) {
            throw new IOException("'" + word + "' is no name of a table or column");
        }
        return word;
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new IOException(count + " is no count of rows or columns");
        }
        return count;
    }

    private static @Nullable Object value(DataInputStream in) throws IOException {
        int kind = in.readByte();
        switch (kind) {
            case 'n':
                return null;
            case 'd':
                return in.readDouble();
            case 'l':
                return in.readLong();
            case 't':
                return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
            default:
                throw new IOException("there is no kind of value " + kind);
        }
    }
}

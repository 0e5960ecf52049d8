package theoria.study.inspection.internal;

import theoria.core.model.data.Examples;
import theoria.core.model.file.Sha256;
import theoria.core.study.result.Table;
import theoria.core.study.result.TableRows;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds examples whose numbers are equal to the last bit to those of an earlier one. */
public final class Twins {
    /** Longer lists help nobody; the count goes on. */
    private static final int MOST_ROWS = 10_000;

    private final Map<ByteBuffer, Seen> seen = new HashMap<>();
    private final List<Object[]> rows = new ArrayList<>();
    private final MessageDigest digest = Sha256.digest();
    private final Examples first;
    private Examples now;
    private int duplicates;
    private int conflicts;
    private int across;

    /**
     * An example that came first.
     *
     * @param of the split it is of
     * @param source its position there
     * @param label its class
     */
    private record Seen(Examples of, int source, int label) {}

    /** Has seen nothing; the first examples will be of this split. */
    public Twins(Examples first) {
        this.first = first;
        this.now = first;
    }

    /** What follows is of this split. */
    public void begin(Examples split) {
        now = split;
    }

    /** Looks at an example. */
    public void add(float[] values, int from, int size, int label, int source) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * size);
        bytes.asFloatBuffer().put(values, from, size);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(bytes.array()));
        Seen earlier = seen.putIfAbsent(hash, new Seen(now, source, label));
        if (earlier == null) {
            return;
        }
        duplicates++;
        conflicts += earlier.label() == label ? 0 : 1;
        across += earlier.of() != now && earlier.of() == first ? 1 : 0;
        if (rows.size() < MOST_ROWS) {
            rows.add(
                    new Object[] {
                        now.description(),
                        source,
                        name(now, label),
                        earlier.of().description(),
                        earlier.source(),
                        name(earlier.of(), earlier.label())
                    });
        }
    }

    private static String name(Examples examples, int label) {
        return label < 0 ? "" : examples.classNames().get(label);
    }

    /** Examples equal to an earlier one. */
    public int duplicates() {
        return duplicates;
    }

    /** Those of them with another label than the earlier one. */
    public int conflicts() {
        return conflicts;
    }

    /** Those of a later split that occur in the first one. */
    public int across() {
        return across;
    }

    /** The doubled examples, at most ten thousand. */
    public Table table() {
        TableRows table = new TableRows().text("data").integers("example").text("class");
        table.text("equal to one of").integers("its number").text("its class");
        rows.forEach(table::add);
        return Table.builder("Examples that occur more than once").rows(table).build();
    }
}

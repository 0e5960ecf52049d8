package theoria.registry.internal;

import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelHistory;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RegistryException;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The versions, one row each. A removed one keeps its row, so that its number is not given again
 * and it can come back. To be called inside transactions.
 */
public final class VersionTable {
    private final Index index;
    private final LabelTables labels;

    /** The table of an index. */
    public VersionTable(Index index, LabelTables labels) {
        this.index = index;
        this.labels = labels;
    }

    /**
     * The blobs of a version, by hash.
     *
     * @param graph its graph
     * @param weights its weights
     * @param classNames of its input contract, one a line
     */
    public record Content(String graph, String weights, String classNames) {
        /** The names of the classes, none if there are none. */
        public List<String> names() {
            return classNames.isEmpty() ? List.of() : List.of(classNames.split("\n"));
        }
    }

    /** Versions that are there, by name and number. */
    public List<ModelVersion> present() throws SQLException {
        return list("removed IS NULL", "1 = 1");
    }

    /** Versions that were removed, by name and number. */
    public List<ModelVersion> removed() throws SQLException {
        return list("removed IS NOT NULL", "1 = 1");
    }

    /** One version, removed or not. */
    Optional<ModelVersion> version(String name, int number) throws SQLException {
        String one = "name = ? AND number = ?";
        return list(one, one, name, number).stream().findFirst();
    }

    /** The versions of a model, removed ones too. */
    List<ModelVersion> of(String name) throws SQLException {
        return list("name = ?", "name = ?", name);
    }

    /** The version that a reference names, if it is there. */
    public Optional<ModelVersion> find(Reference reference) throws SQLException {
        List<Integer> numbers;
        String there = " FROM version v WHERE v.name = ?1 AND v.removed IS NULL";
        if (reference.alias().isPresent()) {
            numbers =
                    index.rows(
                            "SELECT v.number"
                                    + there
                                    + " AND v.number IN (SELECT a.number FROM alias a WHERE a.name"
                                    + " = ?1 AND a.alias = ?2)",
                            row -> row.getInt(1),
                            reference.name(),
                            reference.alias().get());
        } else if (reference.number().isPresent()) {
            numbers =
                    index.rows(
                            "SELECT v.number" + there + " AND v.number = ?2",
                            row -> row.getInt(1),
                            reference.name(),
                            reference.number().get());
        } else {
            numbers =
                    index.rows(
                            "SELECT v.number" + there + " ORDER BY v.number DESC LIMIT 1",
                            row -> row.getInt(1),
                            reference.name());
        }
        return numbers.isEmpty() ? Optional.empty() : version(reference.name(), numbers.get(0));
    }

    private List<ModelVersion> list(String condition, String labelled, Object... values)
            throws SQLException {
        LabelTables.Labels words = labels.labels(labelled, values);
        return index.rows(
                "SELECT name, number, hash, created, parameters, contract, lineage, source,"
                        + " architecture, format, note, trajectory FROM version WHERE "
                        + condition
                        + " ORDER BY name, number",
                row -> {
                    String reference = LabelTables.reference(row.getString(1), row.getInt(2));
                    return new ModelVersion(
                            row.getString(1),
                            row.getInt(2),
                            row.getString(3),
                            Instant.parse(row.getString(4)),
                            row.getLong(5),
                            row.getString(6),
                            new Lineage(
                                    Lineage.Kind.valueOf(row.getString(7)),
                                    row.getString(8),
                                    row.getString(9),
                                    row.getString(10)),
                            words.metrics().getOrDefault(reference, Map.of()),
                            words.aliases().getOrDefault(reference, List.of()),
                            words.tags().getOrDefault(reference, List.of()),
                            row.getString(11),
                            Optional.ofNullable(row.getString(12)));
                },
                values);
    }

    /** Adds a version, or restores the one of the same content, and gives its number. */
    public int insert(NewVersion version, String hash, String graph, String weights)
            throws SQLException {
        List<Integer> known =
                index.rows(
                        "SELECT number FROM version WHERE name = ? AND hash = ?",
                        row -> row.getInt(1),
                        version.name(),
                        hash);
        if (!known.isEmpty()) {
            restore(version.name(), known.get(0));
            return known.get(0);
        }
        int number = nextNumber(version.name());
        index.execute(
                "INSERT INTO version (name, number, hash, graph, weights, created, parameters,"
                        + " contract, class_names, lineage, source, trajectory, architecture,"
                        + " format) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                version.name(),
                number,
                hash,
                graph,
                weights,
                Instant.now().toString(),
                version.graph().parameterCount(),
                version.contract().text(),
                String.join("\n", version.contract().classNames()),
                version.lineage().kind().name(),
                version.lineage().source(),
                version.trajectory().orElse(null),
                version.lineage().architecture(),
                version.lineage().format());
        return number;
    }

    /** Adds a version of another registry as it is. */
    void insert(ModelHistory.Version version, Optional<String> trajectory, String source)
            throws SQLException {
        ModelVersion facts = version.facts();
        index.execute(
                "INSERT INTO version (name, number, hash, graph, weights, created, parameters,"
                        + " contract, class_names, lineage, source, trajectory, architecture,"
                        + " format, note, removed)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                facts.name(),
                facts.number(),
                facts.hash(),
                version.graph(),
                version.weights(),
                facts.created().toString(),
                facts.parameters(),
                facts.contract(),
                String.join("\n", version.classNames()),
                facts.lineage().kind().name(),
                source,
                trajectory.orElse(null),
                facts.lineage().architecture(),
                facts.lineage().format(),
                facts.note(),
                version.removed().map(Instant::toString).orElse(null));
    }

    /** When a version was removed, if it was. */
    Optional<Instant> removedAt(ModelVersion version) throws SQLException {
        return index.rows(
                        "SELECT removed FROM version WHERE name = ? AND number = ?",
                        row -> Optional.ofNullable(row.getString(1)).map(Instant::parse),
                        version.name(),
                        version.number())
                .get(0);
    }

    private int nextNumber(String name) throws SQLException {
        return index.rows(
                        "SELECT max((SELECT coalesce(max(number), 0) FROM version WHERE name = ?1),"
                                + " (SELECT coalesce(max(number), 0) FROM spent WHERE name = ?1))"
                                + " + 1",
                        row -> row.getInt(1),
                        name)
                .get(0);
    }

    /** The blobs of a version, removed or not; nothing if there is no such version. */
    public Optional<Content> content(ModelVersion version) throws SQLException {
        return index
                .rows(
                        "SELECT graph, weights, class_names FROM version"
                                + " WHERE name = ? AND number = ? AND hash = ?",
                        row -> new Content(row.getString(1), row.getString(2), row.getString(3)),
                        version.name(),
                        version.number(),
                        version.hash())
                .stream()
                .findFirst();
    }

    /**
     * Makes sure that a version is what it was when it was listed, removed or not: its model may
     * have been renamed since.
     *
     * @throws RegistryException if there is no such version
     */
    public void require(ModelVersion version) throws SQLException, RegistryException {
        if (content(version).isEmpty()) {
            throw unknown(version.name(), version.number());
        }
    }

    /** What is said of a version that is not there. */
    public static RegistryException unknown(String name, int number) {
        return new RegistryException(
                "there is no version " + LabelTables.reference(name, number) + " in the registry");
    }

    /** Sets a note. */
    public void note(ModelVersion version, String note) throws SQLException {
        index.execute(
                "UPDATE version SET note = ? WHERE name = ? AND number = ?",
                note,
                version.name(),
                version.number());
    }

    /** Hides a version. */
    public void remove(ModelVersion version) throws SQLException {
        index.execute(
                "UPDATE version SET removed = ? WHERE name = ? AND number = ?",
                Instant.now().toString(),
                version.name(),
                version.number());
    }

    /** Names of the models that have a version derived from one of a model. */
    public List<String> derivedFrom(String name) throws SQLException {
        return index.rows(
                "SELECT DISTINCT name FROM version WHERE lineage = ? AND source IN (SELECT ? || ':'"
                        + " || number FROM version WHERE name = ?)",
                row -> row.getString(1),
                Lineage.Kind.DERIVED.name(),
                name,
                name);
    }

    /** Destroys a version for good; its number is not given again. */
    void destroy(String name, int number) throws SQLException {
        index.execute(
                "INSERT INTO spent VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET number ="
                        + " max(number, ?2)",
                name,
                number);
        labels.clear(name, number);
        index.execute("DELETE FROM version WHERE name = ? AND number = ?", name, number);
    }

    /** Shows a version again. */
    public void restore(String name, int number) throws SQLException {
        index.execute(
                "UPDATE version SET removed = NULL WHERE name = ? AND number = ?", name, number);
    }

    /**
     * Gives a model another name, and lets the lineage of what was derived from it follow.
     *
     * @throws RegistryException if there is no such model, or one of the new name
     */
    public void rename(String name, String newName) throws SQLException, RegistryException {
        if (count(name, "removed IS NULL") == 0) {
            throw new RegistryException("there is no model '" + name + "' in the registry");
        }
        if (count(newName, "removed IS NULL") > 0) {
            throw new RegistryException("there is a model '" + newName + "' already");
        }
        if (count(newName, "removed IS NOT NULL") > 0) {
            throw new RegistryException(
                    "there is a model '"
                            + newName
                            + "' already, all of whose versions were removed");
        }
        requireUnspent(newName);
        // before the versions: it looks for them by the old name; a file or an architecture that
        // an import or a training names is not a version, whatever it is called
        index.execute(
                "UPDATE version SET source = ? || substr(source, ?) WHERE lineage = ? AND source"
                        + " IN (SELECT ? || ':' || number FROM version WHERE name = ?)",
                newName,
                name.codePointCount(0, name.length()) + 1,
                Lineage.Kind.DERIVED.name(),
                name,
                name);
        index.execute("UPDATE version SET name = ? WHERE name = ?", newName, name);
        index.execute("UPDATE spent SET name = ? WHERE name = ?", newName, name);
        labels.rename(name, newName);
    }

    /**
     * Makes sure that no model has a name, and none had it whose numbers could be given again.
     *
     * @throws RegistryException if one has or had
     */
    void requireFree(String name) throws SQLException, RegistryException {
        if (count(name, "1 = 1") > 0) {
            throw new RegistryException("there is a model '" + name + "' already");
        }
        requireUnspent(name);
    }

    private void requireUnspent(String name) throws SQLException, RegistryException {
        if (!index.rows("SELECT 1 FROM spent WHERE name = ?", row -> 1, name).isEmpty()) {
            throw new RegistryException(
                    "there was a model '" + name + "', whose versions were destroyed");
        }
    }

    private int count(String name, String condition) throws SQLException {
        return index.rows(
                        "SELECT count(*) FROM version WHERE name = ? AND " + condition,
                        row -> row.getInt(1),
                        name)
                .get(0);
    }
}

package theoria.core.model.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Versions side by side: facts, then each metric that one of them has.
 *
 * @param versions the columns
 * @param rows what is compared
 */
public record VersionComparison(List<ModelVersion> versions, List<Row> rows) {
    /** Takes immutable copies. */
    public VersionComparison {
        versions = List.copyOf(versions);
        rows = List.copyOf(rows);
    }

    /** What a row is about. */
    public enum Kind {
        /** A fact in words. */
        FACT,
        /** A fact in whole numbers. */
        COUNT,
        /** A metric. */
        METRIC
    }

    /**
     * One thing of all versions.
     *
     * @param kind of the values: String for a fact, Long for a count, Double for a metric
     * @param key what it is
     * @param values in the order of the versions, empty where a version does not have it
     */
    public record Row(Kind kind, String key, List<Optional<Object>> values) {
        /** Takes an immutable copy. */
        public Row {
            values = List.copyOf(values);
        }

        /** Whether two of the versions differ in it. */
        public boolean differs() {
            return new HashSet<>(values).size() > 1;
        }
    }

    /** Puts versions side by side, in the order given. */
    public static VersionComparison of(List<ModelVersion> versions) {
        List<Row> rows = new ArrayList<>();
        TreeSet<String> metrics = new TreeSet<>();
        versions.forEach(version -> metrics.addAll(version.metrics().keySet()));
        rows.add(words("hash", versions, ModelVersion::hash));
        rows.add(words("created", versions, version -> version.created().toString()));
        rows.add(
                row(
                        Kind.COUNT,
                        "parameters",
                        versions,
                        version -> Optional.of(version.parameters())));
        rows.add(words("architecture", versions, version -> version.lineage().architecture()));
        rows.add(words("format", versions, version -> version.lineage().format()));
        rows.add(words("lineage", versions, version -> version.lineage().words()));
        rows.add(words("contract", versions, ModelVersion::contract));
        rows.add(words("aliases", versions, version -> String.join(" ", version.aliases())));
        rows.add(words("tags", versions, version -> String.join(" ", version.tags())));
        rows.add(words("note", versions, ModelVersion::note));
        for (String metric : metrics) {
            rows.add(
                    row(
                            Kind.METRIC,
                            metric,
                            versions,
                            version -> Optional.ofNullable(version.metrics().get(metric))));
        }
        return new VersionComparison(versions, rows);
    }

    /** Empty words are no value. */
    private static Row words(
            String key, List<ModelVersion> versions, Function<ModelVersion, String> fact) {
        return row(
                Kind.FACT,
                key,
                versions,
                version ->
                        Optional.<Object>of(fact.apply(version)).filter(word -> !word.equals("")));
    }

    private static Row row(
            Kind kind,
            String key,
            List<ModelVersion> versions,
            Function<ModelVersion, Optional<Object>> value) {
        return new Row(kind, key, versions.stream().map(value).toList());
    }
}

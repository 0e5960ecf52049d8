package theoria.core.model.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What a query can compare: a fact of versions, or a metric.
 *
 * @param kind of its values
 * @param name as it is written
 */
record QueryField(Kind kind, String name) {
    /** All texts of a version. */
    static final QueryField TEXT = new QueryField(Kind.WORDS, "text");

    private static final String METRIC = "metric.";
    private static final String NUMBER = "a number, as in 0.95, 1e-3, 200k or 1.5M";

    private static final Map<String, Function<ModelVersion, List<String>>> WORDS =
            Map.of(
                    "name", version -> List.of(version.name()),
                    "tag", ModelVersion::tags,
                    "alias", ModelVersion::aliases,
                    "arch", version -> List.of(version.lineage().architecture()),
                    "format", version -> List.of(version.lineage().format()),
                    "from", version -> List.of(version.lineage().source()),
                    "kind", version -> List.of(version.lineage().kind().word()),
                    "note", version -> List.of(version.note()),
                    "hash", version -> List.of(version.hash()),
                    "text", QueryField::texts);

    /** What the values of a field are. */
    enum Kind {
        WORDS,
        VERSION,
        PARAMETERS,
        CREATED,
        METRIC
    }

    /** The field a word means; what is no fact is a metric. */
    static QueryField of(String word) {
        if (word.startsWith(METRIC) && word.length() > METRIC.length()) {
            return new QueryField(Kind.METRIC, word.substring(METRIC.length()));
        }
        String lower = word.toLowerCase(Locale.ROOT);
        if (WORDS.containsKey(lower)) {
            return new QueryField(Kind.WORDS, lower);
        }
        switch (lower) {
            case "version":
                return new QueryField(Kind.VERSION, lower);
            case "parameters":
                return new QueryField(Kind.PARAMETERS, lower);
            case "created":
                return new QueryField(Kind.CREATED, lower);
            default:
                return new QueryField(Kind.METRIC, word);
        }
    }

    private static List<String> texts(ModelVersion version) {
        List<String> texts = new ArrayList<>(version.tags());
        texts.addAll(version.aliases());
        Lineage lineage = version.lineage();
        texts.addAll(List.of(version.reference(), lineage.architecture(), lineage.source()));
        texts.addAll(List.of(lineage.format(), version.note()));
        return texts;
    }

    /**
     * Makes sure that a field can be compared so.
     *
     * @throws QueryException naming the position of the operator
     */
    void requireOrder(Relation relation, int position) {
        boolean order =
                relation != Relation.EQUAL
                        && relation != Relation.UNEQUAL
                        && relation != Relation.CONTAINS;
        if (kind == Kind.WORDS && order) {
            throw new QueryException(
                    position, "'" + name + "' holds words, expected one of = != ~ after it");
        }
        if (kind != Kind.WORDS && relation == Relation.CONTAINS) {
            String what = kind == Kind.CREATED ? "is a date" : "is a number";
            throw new QueryException(
                    position,
                    "'" + name + "' " + what + ", expected one of = != < <= > >= after it");
        }
    }

    /**
     * A comparison of the field.
     *
     * @throws QueryException if the value is none of its kind, naming the position
     */
    Condition comparison(Relation relation, String value, int position) {
        return new Condition.Comparison(this, relation, value, test(relation, value, position));
    }

    private Condition.Test test(Relation relation, String value, int position) {
        switch (kind) {
            case WORDS:
                return words(relation, value);
            case CREATED:
                DateRange range = DateRange.parse(value, position);
                return version -> range.holds(version.created(), relation);
            case VERSION:
                double number = number(value, position);
                return version -> relation.holds(version.number(), number);
            case PARAMETERS:
                double count = number(value, position);
                return version -> relation.holds(version.parameters(), count);
            default:
                double bound = number(value, position);
                return version -> metric(version, relation, bound);
        }
    }

    private boolean metric(ModelVersion version, Relation relation, double bound) {
        Double metric = version.metrics().get(name);
        return metric != null && relation.holds(metric, bound);
    }

    private Condition.Test words(Relation relation, String value) {
        Function<ModelVersion, List<String>> texts = WORDS.getOrDefault(name, v -> List.of());
        if (relation == Relation.CONTAINS) {
            String part = value.toLowerCase(Locale.ROOT);
            return version ->
                    texts.apply(version).stream()
                            .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(part));
        }
        boolean wanted = relation == Relation.EQUAL;
        return version -> texts.apply(version).contains(value) == wanted;
    }

    private static double number(String text, int position) {
        int last = text.length() - 1;
        int unit = last < 1 ? -1 : "kMG".indexOf(text.charAt(last));
        String digits = unit < 0 ? text : text.substring(0, last);
        if (!digits.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,9})?|NaN|[+-]?Infinity")) {
            throw new QueryException(position, "found '" + text + "', expected " + NUMBER);
        }
        return Double.parseDouble(digits) * Math.pow(1000, unit + 1);
    }

    @Override
    public String toString() {
        boolean clear = kind != Kind.METRIC || of(name).equals(this);
        return QueryLexer.quoted(clear ? name : METRIC + name);
    }
}

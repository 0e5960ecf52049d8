package theoria.core.model.registry;

import java.util.List;

/**
 * A question which versions are wanted, as a person writes it: {@code accuracy > 0.95 and arch ~
 * resnet}.
 *
 * <pre>
 * query      = all { "or" all }
 * all        = one { [ "and" ] one }
 * one        = "not" one | "(" query ")" | comparison | words
 * comparison = field operator value
 * operator   = "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "~"
 * field      = name | tag | alias | arch | format | from | note | text | hash | kind
 *            | version | parameters | created | any other word: the metric of that name
 * </pre>
 *
 * Words and values that hold spaces, brackets or operators stand in quotes, single or double, in
 * which a backslash takes the next character as it is. Words alone are looked for in every text of
 * a version, as {@code text ~ words} does. {@code ~} asks whether the value is contained, whatever
 * the case of letters; {@code =} and {@code !=} compare exactly. A tag or alias is equal to a value
 * if one of several is; {@code !=} is the contrary of {@code =}. Numbers may end in k, M or G. A
 * metric that a version does not have satisfies no comparison. A date is {@code 2026}, {@code
 * 2026-11}, {@code 2026-11-30} or a time {@code 2026-11-30T12:00:00Z}, in UTC; a day is equal to
 * every moment of it. {@code metric.NAME} is the metric, whatever its name.
 */
public final class ModelQuery {
    private final Condition condition;

    private ModelQuery(Condition condition) {
        this.condition = condition;
    }

    /**
     * Reads a query.
     *
     * @throws QueryException if it cannot be read, with one sentence and the position
     */
    public static ModelQuery parse(String text) {
        return new ModelQuery(new QueryParser(text).parse());
    }

    /** A query of a condition. */
    static ModelQuery of(Condition condition) {
        return new ModelQuery(condition);
    }

    /** Whether a version is wanted. */
    public boolean matches(ModelVersion version) {
        return condition.matches(version);
    }

    /** The versions that are wanted, in their order. */
    public List<ModelVersion> of(List<ModelVersion> versions) {
        return versions.stream().filter(this::matches).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelQuery && condition.equals(((ModelQuery) other).condition);
    }

    @Override
    public int hashCode() {
        return condition.hashCode();
    }

    /** The query in its canonical form, which means the same. */
    @Override
    public String toString() {
        return condition.toString();
    }
}

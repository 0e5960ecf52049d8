package theoria.core.model.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

class ModelQueryTest {
    private static final ModelVersion VERSION =
            new ModelVersion(
                    "digits",
                    3,
                    "abc123",
                    Instant.parse("2026-11-26T22:09:09Z"),
                    61_706,
                    "scale=1/255",
                    new Lineage(
                            Lineage.Kind.IMPORTED,
                            "/data/Net.pth?architecture=cifar-resnet20",
                            "cifar-resnet20",
                            "PyTorch"),
                    Map.of("accuracy", 0.97, "loss", Double.NaN, "top 5", 1.0, "name", 7.0),
                    List.of("best"),
                    List.of("good", "mnist"),
                    "Seen on Monday (twice)",
                    Optional.empty());

    private static boolean matches(String query) {
        return ModelQuery.parse(query).matches(VERSION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accuracy > 0.95 and arch ~ resnet",
                "accuracy>.95 arch~RESNET",
                "Monday",
                "'on monday (TWICE)'",
                "net.pth or nothing",
                "name = digits",
                "Name != Digits",
                "tag = good and tag = mnist and not tag = bad",
                "tag != bad",
                "alias = best",
                "format = PyTorch",
                "from ~ /data/",
                "kind = imported",
                "hash ~ abc",
                "note ~ monday",
                "version >= 3 and version < 4",
                "parameters > 60k and parameters < 1M",
                "parameters = 61706",
                "created > 2025 and created < 2027",
                "created = 2026 and created = 2026-11 and created = 2026-11-26",
                "created >= 2026-11-26 and created <= 2026-11-26 and not created > 2026-11-26",
                "created > 2026-11-26T22:09:08.5Z and created < 2026-11-26T22:09:10",
                "created != 2026-10",
                "loss = NaN and accuracy != NaN",
                "\"top 5\" >= 1",
                "metric.name = 7",
                "(nothing or accuracy <= 1e0) and (not nothing)",
                "nothing and nothing or accuracy > 0",
                "NOT nothing AND digits:3"
            })
    void findsWhatIsMeant(String query) {
        assertThat(matches(query)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accuracy > 0.97",
                "arch = resnet",
                "name = Digits",
                "tag != good",
                "loss > 0 or loss <= 0 or loss < -Infinity",
                "missing != 1 or missing = 1",
                "version = 2",
                "created < 2026-11-26",
                "created > 2026-11",
                "accuracy > 0 and (nothing or nothing)",
                "not digits"
            })
    void passesOverTheRest(String query) {
        assertThat(matches(query)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ``                      | 0  | found the end, expected a field such as name
                    accuracy >              | 10 | found the end, expected a value after '>'
                    accuracy > and          | 11 | found 'and', expected a value after '>'
                    accuracy > many         | 11 | found 'many', expected a number
                    accuracy => 1           | 9  | found '=>', expected one of = != < <= > >= ~
                    accuracy ~ 1            | 9  | 'accuracy' is a number, expected one of
                    tag < b                 | 4  | 'tag' holds words, expected one of = != ~
                    created ~ 2026          | 8  | 'created' is a date
                    created > yesterday     | 10 | found 'yesterday', expected a date such as
                    created = 2026-02-31    | 10 | found '2026-02-31', expected a date
                    (a or b                 | 7  | found the end, expected ')'
                    a) b                    | 1  | found ')', expected 'and', 'or' or the end
                    or a                    | 0  | found 'or', expected a field
                    a or                    | 4  | found the end
                    not                     | 3  | found the end
                    name = 'x               | 7  | the quotation that begins here does not end
                    > 1                     | 0  | found '>', expected a field
                    """)
    void aBadQueryIsOneSentenceWithThePosition(String query, int position, String words) {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> ModelQuery.parse(query))
                .withMessageContaining("at character " + (position + 1) + ": " + words)
                .satisfies(e -> assertThat(e.position()).isEqualTo(position));
    }

    @Test
    void depthAndLengthAreBounded() {
        assertThatThrownBy(() -> ModelQuery.parse("(".repeat(5000) + "a" + ")".repeat(5000 - 1)))
                .isInstanceOf(QueryException.class);
        assertThatThrownBy(() -> ModelQuery.parse("(".repeat(4000)))
                .hasMessageContaining("expected at most 100 conditions inside one another");
        assertThatThrownBy(() -> ModelQuery.parse("a".repeat(10_001)))
                .hasMessageContaining("expected at most 10000 characters");
        assertThat(ModelQuery.parse("not ".repeat(99) + "digits").matches(VERSION)).isFalse();
    }

    @Property(tries = 2000)
    void anyTextIsReadOrRefusedAtAPlaceInIt(
            @ForAll
                    @StringLength(max = 40)
                    @Chars({'(', ')', '"', '\'', '\\', '=', '<', '>', '!', '~', ' ', '1', '.'})
                    @CharRange(from = 'a', to = 'e')
                    String text) {
        try {
            ModelQuery query = ModelQuery.parse(text);
            assertThat(ModelQuery.parse(query.toString())).isEqualTo(query);
        } catch (QueryException e) {
            assertThat(e.position()).isBetween(0, text.length());
            assertThat(e.getMessage()).doesNotContain("\n");
        }
    }

    @Property
    void theTextOfAQueryMeansTheSameQuery(@ForAll long seed) {
        ModelQuery query = ModelQuery.of(random(new Random(seed), 4));
        ModelQuery again = ModelQuery.parse(query.toString());
        assertThat(again).isEqualTo(query).hasSameHashCodeAs(query);
        assertThat(again.matches(VERSION)).isEqualTo(query.matches(VERSION));
    }

    @Property
    void notOfAllIsAnyOfNot(@ForAll long seed) {
        Random random = new Random(seed);
        Condition a = random(random, 3);
        Condition b = random(random, 3);
        Condition left = new Condition.Not(new Condition.All(List.of(a, b)));
        Condition right = new Condition.Any(List.of(new Condition.Not(a), new Condition.Not(b)));
        assertThat(left.matches(VERSION)).isEqualTo(right.matches(VERSION));
    }

    /** A condition of all kinds of parts, words of awkward characters among them. */
    private static Condition random(Random random, int depth) {
        int kind = depth == 0 ? 3 : random.nextInt(6);
        if (kind == 0) {
            return new Condition.Not(random(random, depth - 1));
        }
        if (kind < 3) {
            List<Condition> parts = new ArrayList<>();
            for (int i = 2 + random.nextInt(2); i > 0; i--) {
                parts.add(random(random, depth - 1));
            }
            return kind == 1 ? new Condition.All(parts) : new Condition.Any(parts);
        }
        List<String> fields =
                List.of("name", "tag", "text", "accuracy", "metric.name", "a b", "created", "not");
        QueryField field = QueryField.of(fields.get(random.nextInt(fields.size())));
        if (field.kind() == QueryField.Kind.WORDS) {
            List<String> words = List.of("good", "or", "\"'\\", " x", "", "(", "=");
            Relation relation = random.nextBoolean() ? Relation.EQUAL : Relation.CONTAINS;
            return field.comparison(relation, words.get(random.nextInt(words.size())), 0);
        }
        Relation relation = Relation.values()[random.nextInt(6)];
        String value = field.kind() == QueryField.Kind.CREATED ? "2026-11" : "0.97";
        return field.comparison(relation, value, 0);
    }
}

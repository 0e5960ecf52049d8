package theoria.core.model.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lineage and comparison of versions. */
class VersionsTest {
    private static ModelVersion version(String name, int number, Lineage.Kind kind, String source) {
        return new ModelVersion(
                name,
                number,
                "hash of " + name + number,
                Instant.EPOCH,
                10,
                "",
                new Lineage(kind, source),
                number == 1 ? Map.of("loss", 0.5) : Map.of("accuracy", 0.75),
                List.of(),
                List.of("t"),
                "",
                Optional.empty());
    }

    private static ModelVersion derived(String name, int number, String source) {
        return version(name, number, Lineage.Kind.DERIVED, source);
    }

    private final ModelVersion file = version("a", 1, Lineage.Kind.IMPORTED, "b:1");
    private final ModelVersion pruned = derived("b", 1, "a:1");
    private final ModelVersion sibling = derived("b", 2, "a:1");
    private final ModelVersion small = derived("c", 1, "b:1");
    private final ModelVersion smaller = derived("c", 2, "c:1");
    private final ModelVersion other = derived("c", 3, "b:1");

    @Test
    void aTreeHoldsAncestorsAndDescendants() {
        LineageTree tree =
                LineageTree.of(
                        pruned, List.of(file, pruned, sibling, smaller, other), List.of(small));
        assertThat(tree.origin()).isEqualTo(file.lineage());
        assertThat(tree.ancestors()).containsExactly(file);
        LineageTree.Node own = tree.root().derived().get(0);
        assertThat(tree.root().derived()).hasSize(1);
        assertThat(own.version()).isEqualTo(pruned);
        assertThat(own.derived()).extracting(LineageTree.Node::version).contains(small, other);
        LineageTree.Node gone =
                own.derived().stream().filter(LineageTree.Node::removed).findFirst().orElseThrow();
        assertThat(gone.version()).isEqualTo(small);
        assertThat(gone.derived()).extracting(LineageTree.Node::version).containsExactly(smaller);
    }

    @Test
    void aVersionOfAParentThatIsGoneIsARoot() {
        LineageTree tree = LineageTree.of(smaller, List.of(smaller), List.of());
        assertThat(tree.ancestors()).isEmpty();
        assertThat(tree.origin().source()).isEqualTo("c:1");
    }

    @Test
    void aLongLineOfDescentIsNoProblem() {
        List<ModelVersion> line = new ArrayList<>();
        for (int number = 1; number <= 2000; number++) {
            line.add(derived("x", number, "x:" + (number - 1)));
        }
        assertThat(LineageTree.of(line.get(1999), line, List.of()).ancestors()).hasSize(1999);
        assertThat(LineageTree.of(line.get(0), line, List.of()).ancestors()).isEmpty();
    }

    @Test
    void aCircleIsCut() {
        ModelVersion one = derived("x", 1, "x:2");
        ModelVersion two = derived("x", 2, "x:1");
        LineageTree tree = LineageTree.of(one, List.of(one, two), List.of());
        assertThat(tree.ancestors()).containsExactly(two);
        ModelVersion own = derived("y", 1, "y:1");
        assertThat(LineageTree.of(own, List.of(own), List.of()).ancestors()).isEmpty();
    }

    @Test
    void aComparisonHasEveryMetricOfAny() {
        VersionComparison comparison = VersionComparison.of(List.of(file, sibling));
        VersionComparison.Row loss = row(comparison, "loss");
        assertThat(loss.values()).containsExactly(Optional.of(0.5), Optional.empty());
        assertThat(loss.kind()).isEqualTo(VersionComparison.Kind.METRIC);
        assertThat(loss.differs()).isTrue();
        assertThat(row(comparison, "accuracy").values().get(1)).contains(0.75);
        assertThat(row(comparison, "parameters").values()).containsOnly(Optional.of(10L));
        assertThat(row(comparison, "tags").differs()).isFalse();
        assertThat(row(comparison, "note").values()).containsOnly(Optional.empty());
        assertThat(row(comparison, "lineage").values())
                .containsExactly(Optional.of("imported from b:1"), Optional.of("derived from a:1"));
    }

    private static VersionComparison.Row row(VersionComparison comparison, String key) {
        return comparison.rows().stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "TRAINED, lenet on synthdigits, lenet",
        "TRAINED, mlp:3-2, mlp:3-2",
        "IMPORTED, /a/w.pth?architecture=vgg16, vgg16",
        "IMPORTED, /a/net on.onnx, ''",
        "DERIVED, lenet on data, ''"
    })
    void theSourceNamesTheArchitecture(Lineage.Kind kind, String source, String architecture) {
        assertThat(new Lineage(kind, source).architecture()).isEqualTo(architecture);
    }
}

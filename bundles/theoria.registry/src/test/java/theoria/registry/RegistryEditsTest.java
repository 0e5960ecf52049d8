package theoria.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.registry.RunRecord;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a person does to models that are there: rename, note, label, remove, restore. */
class RegistryEditsTest {
    @TempDir Path workspace;

    private SqliteRegistry registry;

    @BeforeEach
    void open() throws Exception {
        registry = SqliteRegistry.open(workspace);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private ModelVersion register(String name, int i) throws RegistryException {
        return registry.register(Writer.version(name, i, 3));
    }

    private ModelVersion derive(String name, int i, Lineage lineage) throws RegistryException {
        NewVersion plain = Writer.version(name, i, 3);
        return registry.register(
                new NewVersion(
                        name,
                        plain.graph(),
                        plain.weights(),
                        plain.contract(),
                        lineage,
                        Map.of(),
                        Optional.empty()));
    }

    private ModelVersion find(String reference) throws RegistryException {
        return registry.find(reference).orElseThrow();
    }

    /** A version with something in every place. */
    private ModelVersion decorated(String name, int i) throws RegistryException {
        ModelVersion version = register(name, i);
        registry.setAlias(version, "best");
        registry.addTag(version, "demo");
        registry.setNote(version, "seen on Monday\n\"quoted\"");
        registry.addMetrics(version, Map.of("nan", Double.NaN));
        return find(version.reference());
    }

    private static ModelVersion named(ModelVersion version, String name) {
        return new ModelVersion(
                name,
                version.number(),
                version.hash(),
                version.created(),
                version.parameters(),
                version.contract(),
                version.lineage(),
                version.metrics(),
                version.aliases(),
                version.tags(),
                version.note(),
                version.trajectory());
    }

    @Test
    void aRenamedModelKeepsAllItHas() throws Exception {
        ModelVersion first = decorated("digits", 0);
        ModelVersion second = register("digits", 1);
        RunRecord run = new RunRecord("r", "s", List.of(first.hash()), "k", Instant.EPOCH, true);
        registry.record(run, new byte[] {1});
        registry.remove(second);
        registry.rename("digits", "numbers");
        assertThat(registry.find("digits")).isEmpty();
        assertThat(find("numbers@best")).isEqualTo(named(first, "numbers"));
        assertThat(registry.open(find("numbers:1")).weights())
                .isEqualTo(Writer.version("digits", 0, 3).weights());
        assertThat(registry.restore("numbers", 2).hash()).isEqualTo(second.hash());
        assertThat(registry.runs()).containsExactly(run);
        assertThat(register("digits", 0).reference()).isEqualTo("digits:1");
        assertThat(find("digits").aliases()).isEmpty();
        assertThat(registry.check()).isEmpty();
    }

    @Test
    void lineageFollowsANameButNotAFileThatIsCalledLikeIt() throws Exception {
        register("a", 0);
        derive("pruned", 1, new Lineage(Lineage.Kind.DERIVED, "a:1"));
        derive("other", 2, new Lineage(Lineage.Kind.DERIVED, "a:12"));
        derive("file", 3, new Lineage(Lineage.Kind.IMPORTED, "a:1"));
        registry.rename("a", "\uD835\uDD38bc");
        assertThat(find("pruned").lineage().source()).isEqualTo("\uD835\uDD38bc:1");
        registry.rename("\uD835\uDD38bc", "b");
        assertThat(find("pruned").lineage().source()).isEqualTo("b:1");
        assertThat(find("other").lineage().source()).isEqualTo("a:12");
        assertThat(find("file").lineage().source()).isEqualTo("a:1");
    }

    @Test
    void namesThatAreTakenOrNoneAreRefused() throws Exception {
        register("a", 0);
        ModelVersion b = register("b", 1);
        assertThatThrownBy(() -> registry.rename("a", "b"))
                .isInstanceOf(RegistryException.class)
                .hasMessage("there is a model 'b' already");
        registry.remove(b);
        assertThatThrownBy(() -> registry.rename("a", "b"))
                .hasMessage("there is a model 'b' already, all of whose versions were removed");
        assertThatThrownBy(() -> registry.rename("a", "b:1"))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("'b:1' cannot name a model");
        assertThatThrownBy(() -> registry.rename("nobody", "c"))
                .hasMessage("there is no model 'nobody' in the registry");
        assertThat(registry.versions()).extracting(ModelVersion::reference).containsExactly("a:1");
    }

    @Test
    void aRemovedVersionIsHiddenAndComesBackWhole() throws Exception {
        ModelVersion before = decorated("digits", 0);
        registry.remove(before);
        assertThat(registry.versions()).isEmpty();
        assertThat(registry.find("digits")).isEmpty();
        assertThat(registry.find("digits:1")).isEmpty();
        assertThat(registry.find("digits@best")).isEmpty();
        assertThat(registry.removed()).containsExactly(before);
        assertThat(registry.restore("digits", 1)).isEqualTo(before);
        assertThat(registry.removed()).isEmpty();
        assertThat(find("digits@best")).isEqualTo(before);
        assertThat(registry.restore("digits", 1)).isEqualTo(before);
        assertThatThrownBy(() -> registry.restore("digits", 2))
                .hasMessage("there is no version digits:2 in the registry");
    }

    @Test
    void theNumberOfARemovedVersionIsNotGivenAgain() throws Exception {
        register("digits", 0);
        registry.remove(register("digits", 1));
        assertThat(find("digits").number()).isEqualTo(1);
        assertThat(register("digits", 2).number()).isEqualTo(3);
    }

    @Test
    void whatIsRegisteredAgainIsRestored() throws Exception {
        ModelVersion before = decorated("digits", 0);
        registry.remove(before);
        assertThat(register("digits", 0)).isEqualTo(before);
        assertThat(registry.removed()).isEmpty();
    }

    @Test
    void anAliasGivenAwayMeanwhileStaysWhereItWent() throws Exception {
        ModelVersion first = decorated("digits", 0);
        ModelVersion second = register("digits", 1);
        registry.remove(first);
        registry.setAlias(second, "best");
        assertThat(registry.restore("digits", 1).aliases()).isEmpty();
        assertThat(find("digits@best").number()).isEqualTo(2);
    }

    @Test
    void labelsAndNotesAreTakenOffAgain() throws Exception {
        ModelVersion version = decorated("digits", 0);
        registry.removeTag(version, "demo");
        registry.removeTag(version, "never there");
        registry.removeAlias(version, "best");
        registry.setNote(version, "");
        ModelVersion plain = find("digits");
        assertThat(plain.tags()).isEmpty();
        assertThat(plain.aliases()).isEmpty();
        assertThat(plain.note()).isEmpty();
    }

    @Test
    void anAliasOfAnotherVersionIsLeftAlone() throws Exception {
        decorated("digits", 0);
        registry.removeAlias(register("digits", 1), "best");
        assertThat(find("digits@best").number()).isEqualTo(1);
    }

    @Test
    void labelsThatNoReferenceCouldMeanAreRefused() throws Exception {
        ModelVersion version = register("digits", 0);
        assertThatThrownBy(() -> registry.setAlias(version, "a b"))
                .hasMessageContaining("'a b' cannot be an alias; expected at most");
        assertThatThrownBy(() -> registry.addTag(version, ""))
                .hasMessageContaining("'' cannot be a tag");
    }

    @Test
    void aVersionThatIsNoLongerCalledSoIsNotChanged() throws Exception {
        ModelVersion old = register("digits", 0);
        registry.rename("digits", "numbers");
        assertThatThrownBy(() -> registry.addTag(old, "demo"))
                .isInstanceOf(RegistryException.class)
                .hasMessage("there is no version digits:1 in the registry");
        ModelVersion other = register("digits", 1);
        assertThat(other.reference()).isEqualTo(old.reference());
        assertThatThrownBy(() -> registry.remove(old)).isInstanceOf(RegistryException.class);
        assertThatThrownBy(() -> registry.open(old)).isInstanceOf(RegistryException.class);
        assertThat(find("digits")).isEqualTo(other);
    }

    @Test
    void removedVersionsAreCheckedToo() throws Exception {
        ModelVersion version = register("digits", 0);
        registry.remove(version);
        try (java.util.stream.Stream<Path> files =
                java.nio.file.Files.walk(workspace.resolve("blobs"))) {
            Path blob = files.filter(java.nio.file.Files::isRegularFile).findFirst().orElseThrow();
            java.nio.file.Files.write(blob, new byte[] {1});
        }
        assertThat(registry.check()).hasSize(1).first().asString().contains("digits:1");
    }

    @Test
    void editsAreThereAfterTheWorkspaceWasClosed() throws Exception {
        ModelVersion first = decorated("digits", 0);
        registry.remove(register("digits", 1));
        registry.close();
        registry = SqliteRegistry.open(workspace);
        assertThat(registry.versions()).containsExactly(first);
        assertThat(registry.removed())
                .extracting(ModelVersion::reference)
                .containsExactly("digits:2");
    }
}

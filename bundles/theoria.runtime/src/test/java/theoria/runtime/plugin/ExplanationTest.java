package theoria.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.MultiStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.metadata.IProvidedCapability;
import org.eclipse.equinox.p2.metadata.IRequirement;
import org.eclipse.equinox.p2.metadata.MetadataFactory;
import org.eclipse.equinox.p2.metadata.Version;
import org.eclipse.equinox.p2.metadata.VersionRange;
import org.eclipse.equinox.p2.query.CollectionResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** Reasons a person understands. */
class ExplanationTest {
    private static final IStatus NO = new Status(IStatus.ERROR, "test", "said by the resolver");

    private static IInstallableUnit unit(
            String id, List<IProvidedCapability> provided, List<IRequirement> required) {
        MetadataFactory.InstallableUnitDescription description =
                new MetadataFactory.InstallableUnitDescription();
        description.setId(id);
        description.setVersion(Version.create("1.0.0.2026"));
        description.setCapabilities(provided.toArray(new IProvidedCapability[0]));
        description.setRequirements(required.toArray(new IRequirement[0]));
        return MetadataFactory.createInstallableUnit(description);
    }

    private static IRequirement requires(String namespace, String name, String range) {
        return MetadataFactory.createRequirement(
                namespace, name, new VersionRange(range), null, false, false);
    }

    private static List<String> explain(IRequirement requirement) {
        IInstallableUnit wanted = unit("wanted", List.of(), List.of(requirement));
        IInstallableUnit core =
                unit(
                        "core",
                        List.of(
                                MetadataFactory.createProvidedCapability(
                                        "java.package", "core.study", Version.create("1.0.0"))),
                        List.of());
        return new Explanation(
                        List.of(wanted),
                        new CollectionResult<>(List.of(wanted)),
                        new CollectionResult<>(List.of(core)))
                .sentences(new MultiStatus("test", 0, new IStatus[] {NO}, "no", null));
    }

    @Test
    void namesWhoNeedsWhatAndWhatThereIs() {
        assertThat(explain(requires("java.package", "core.study", "[2.0.0,3.0.0)")))
                .containsExactly(
                        "wanted 1.0.0 needs core.study 2.0.0 or newer, but older than 3.0.0; this"
                                + " product has 1.0.0");
        assertThat(explain(requires("osgi.bundle", "lib", "0.0.0")))
                .containsExactly(
                        "wanted 1.0.0 needs lib; neither this product nor the site has it");
    }

    @Test
    void namesTheJavaThatIsMissing() {
        IRequirement java =
                MetadataFactory.createRequirement(
                        "osgi.ee", "(&(osgi.ee=JavaSE)(version=21))", null, 1, 1, true);
        assertThat(explain(java))
                .containsExactly("wanted 1.0.0 needs Java 21; this product is built for Java 17");
    }

    @Test
    void saysWhatTheResolverSaysIfNothingIsMissing() {
        assertThat(explain(requires("java.package", "core.study", "[1.0.0,2.0.0)")))
                .containsExactly("said by the resolver");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0.0.0; ''",
                "1.2.0; ' 1.2.0 or newer'",
                "[1.0.0,2.0.0); ' 1.0.0 or newer, but older than 2.0.0'",
                "(1.0.0,2.0.0]; ' newer than 1.0.0, but at most 2.0.0'",
                "[1.0.0,1.0.0]; ' 1.0.0 exactly'",
                "[1.0.0.v1]; ' 1.0.0 exactly'"
            })
    void turnsRangesIntoWords(String range, String words) {
        assertThat(Explanation.words(range)).isEqualTo(words);
    }
}

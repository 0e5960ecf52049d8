package theoria.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.runtime.plugin.PluginException.Kind;

import java.nio.file.Files;
import java.nio.file.Path;

/** What is taken as a site, and what is refused. */
class PluginSiteTest {
    @TempDir Path folder;

    @Test
    void takesFoldersZipsAndEncryptedAddresses() throws Exception {
        Files.createFile(folder.resolve("content.jar"));
        assertThat(PluginSite.of(folder.toString()).location()).isEqualTo(folder.toUri());
        assertThat(PluginSite.of(folder.toUri().toString()).location()).isEqualTo(folder.toUri());
        Path zip = Files.createFile(folder.resolve("a site.zip"));
        assertThat(PluginSite.of(zip.toString()).location().toString())
                .isEqualTo("jar:" + zip.toUri() + "!/")
                .contains("a%20site.zip");
        assertThat(PluginSite.of("https://example.org/site").location())
                .hasToString("https://example.org/site");
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.org/site, USAGE, not encrypted",
        "HTTP://example.org/site, USAGE, not encrypted",
        "https://no blanks, USAGE, no folder",
        "file:relative, USAGE, names no file",
        "/no/such/place, SITE, is not there"
    })
    void refusesInOneSentence(String text, Kind kind, String words) {
        PluginException refused =
                catchThrowableOfType(PluginException.class, () -> PluginSite.of(text));
        assertThat(refused.kind()).isEqualTo(kind);
        assertThat(refused).hasMessageContaining("'" + text + "'").hasMessageContaining(words);
    }

    @Test
    void refusesAFolderWithoutMetadata() {
        PluginException refused =
                catchThrowableOfType(PluginException.class, () -> PluginSite.of(folder.toString()));
        assertThat(refused.kind()).isEqualTo(Kind.SITE);
        assertThat(refused).hasMessageContaining("content.xml");
    }
}

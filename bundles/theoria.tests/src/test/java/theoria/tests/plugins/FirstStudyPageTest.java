package theoria.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page "your first study in ten minutes" shows the files of the example to the letter. */
class FirstStudyPageTest {
    private static final Pattern LISTING =
            Pattern.compile("(?ms)^`([^`\\n]+)`:\\n\\n```\\w*\\n(.*?)^```$");

    private static Path bundles() {
        return Path.of(System.getProperty("theoria.root", "../..")).resolve("bundles");
    }

    @Test
    void everyListingIsTheFileItNames() throws IOException {
        Map<String, String> listings = listings();
        assertThat(listings.keySet())
                .contains("plugin.xml", "META-INF/MANIFEST.MF")
                .anyMatch(name -> name.endsWith("/GaussianWeightsStudy.java"))
                .anyMatch(name -> name.endsWith("/StandardWeights.java"))
                .anyMatch(name -> name.endsWith("/StandardWeightsTest.java"));
        Path example = bundles().resolve("theoria.examples.plugin");
        for (Map.Entry<String, String> listing : listings.entrySet()) {
            assertThat(listing.getValue())
                    .as(listing.getKey())
                    .isEqualTo(Files.readString(example.resolve(listing.getKey())));
        }
    }

    private static Map<String, String> listings() throws IOException {
        String page =
                Files.readString(bundles().resolve("theoria.help/developer/your-first-study.md"));
        Map<String, String> listings = new TreeMap<>();
        Matcher matcher = LISTING.matcher(page);
        while (matcher.find()) {
            listings.put(matcher.group(1), matcher.group(2));
        }
        return listings;
    }
}

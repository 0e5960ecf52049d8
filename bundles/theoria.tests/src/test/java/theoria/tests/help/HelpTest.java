package theoria.tests.help;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import theoria.core.study.StudyDescriptor;
import theoria.runtime.catalogue.StudyEntry;
import theoria.tests.support.BuiltIn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The help keeps up with the catalogue, and its links lead somewhere. */
class HelpTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+?) *$", Pattern.MULTILINE);
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");

    static Stream<String> studies() {
        return new BuiltIn().studies().stream().map(StudyEntry::id);
    }

    @ParameterizedTest
    @MethodSource("studies")
    void everyStudyHasASectionWithItsParametersAndKeys(String id) throws IOException {
        StudyDescriptor study =
                new BuiltIn().study(id).map(StudyEntry::study).orElseThrow().descriptor();
        String section = sections().getOrDefault("`" + id + "`", "");
        assertThat(section).as("section of %s in guide/studies.md", id).isNotEmpty();
        List<String> words = new ArrayList<>();
        study.parameters().forEach(parameter -> words.add("`" + parameter.key() + "`"));
        study.outputs().forEach(output -> words.add("`" + output.key() + "`"));
        assertThat(words).as("keys of %s", id).isNotEmpty().allMatch(section::contains);
    }

    @Test
    void noSectionIsOfAStudyThatIsNotThere() throws IOException {
        List<String> known = studies().map(id -> "`" + id + "`").toList();
        assertThat(known).containsAll(sections().keySet());
    }

    @Test
    void everyRelativeLinkLeadsToAFileAndItsHeading() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            Matcher link = LINK.matcher(FENCED.matcher(Files.readString(page)).replaceAll(""));
            while (link.find()) {
                if (!link.group(1).matches("[a-z]+:.*")) {
                    links++;
                    if (!leadsSomewhere(page, link.group(1))) {
                        broken.add(page.getFileName() + ": " + link.group(1));
                    }
                }
            }
        }
        assertThat(links).isGreaterThan(20);
        assertThat(broken).isEmpty();
    }

    @Test
    void theIndexNamesEveryPage() throws IOException {
        String index = Files.readString(help().resolve("index.md"));
        for (Path page : pages()) {
            if (page.startsWith(help()) && !page.endsWith("index.md")) {
                String relative = help().relativize(page).toString().replace('\\', '/');
                assertThat(index).contains("](" + relative + ")");
            }
        }
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        int hash = link.indexOf('#');
        Path file =
                hash == 0 ? page : page.resolveSibling(hash < 0 ? link : link.substring(0, hash));
        if (!Files.exists(file)) {
            return false;
        }
        return hash < 0 || anchors(file).contains(link.substring(hash + 1));
    }

    /** The headings of a page as they are linked to: lower case, words joined by dashes. */
    private static List<String> anchors(Path page) throws IOException {
        List<String> anchors = new ArrayList<>();
        String text = FENCED.matcher(Files.readString(page)).replaceAll("");
        Matcher heading = HEADING.matcher(text);
        while (heading.find()) {
            String lower = heading.group(1).toLowerCase(java.util.Locale.ROOT);
            anchors.add(lower.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'));
        }
        return anchors;
    }

    /** The sections of studies by the identifier at the end of their heading, in backticks. */
    private static Map<String, String> sections() throws IOException {
        String text = Files.readString(help().resolve("guide").resolve("studies.md"));
        Map<String, String> sections = new TreeMap<>();
        for (String section : text.split("(?m)^#{2,3} ")) {
            String heading = section.lines().findFirst().orElse("");
            int colon = heading.indexOf(": `");
            if (colon >= 0) {
                sections.put(heading.substring(colon + 2).strip(), section);
            }
        }
        return sections;
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        pages.add(root().resolve("README.md"));
        for (String folder : List.of("", "guide", "developer", "decisions")) {
            try (Stream<Path> files = Files.list(help().resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }

    private static Path help() {
        return root().resolve("bundles").resolve("theoria.help");
    }

    /** The root of the checkout; tests run in the folder of their bundle. */
    private static Path root() {
        return Path.of(System.getProperty("theoria.root", "../.."));
    }
}

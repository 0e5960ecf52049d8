package theoria.tests.layers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the source folder of a bundle says about itself.
 *
 * @param name of the folder
 * @param manifest main attributes, empty without a manifest
 * @param sources Java files of src/main/java: path below it, text
 */
record BundleSource(String name, Map<String, String> manifest, Map<String, String> sources) {
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (?:static )?([\\w.]+?)\\.([A-Z*]\\w*)[\\w.*]*;");
    private static final Pattern CLAUSE_END = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    /** Reads the folder of a bundle. */
    static BundleSource read(Path folder) throws IOException {
        Map<String, String> manifest = new TreeMap<>();
        Path file = folder.resolve("META-INF/MANIFEST.MF");
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                new Manifest(in)
                        .getMainAttributes()
                        .forEach((key, value) -> manifest.put(key.toString(), value.toString()));
            }
        }
        Map<String, String> sources = new TreeMap<>();
        Path root = folder.resolve("src/main/java");
        if (Files.isDirectory(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(path -> path.toString().endsWith(".java"))
                        .forEach(
                                path ->
                                        sources.put(
                                                root.relativize(path).toString().replace('\\', '/'),
                                                text(path)));
            }
        }
        return new BundleSource(folder.getFileName().toString(), manifest, sources);
    }

    /** Symbolic name of the manifest, or the folder's name without one. */
    String symbolicName() {
        String header = manifest.get("Bundle-SymbolicName");
        return header == null ? name : header.replaceAll(";.*", "").trim();
    }

    /** The clauses of a header such as Import-Package, with their directives. */
    List<String> clauses(String header) {
        String value = manifest.get(header);
        return value == null
                ? List.of()
                : CLAUSE_END.splitAsStream(value).map(String::trim).toList();
    }

    /** The names of a header, without directives. */
    List<String> names(String header) {
        return clauses(header).stream().map(clause -> clause.replaceAll(";.*", "")).toList();
    }

    /** Packages that a source imports from. */
    List<String> imports(String source) {
        List<String> packages = new ArrayList<>();
        Matcher matcher = IMPORT.matcher(sources.getOrDefault(source, ""));
        while (matcher.find()) {
            packages.add(matcher.group(1));
        }
        return packages;
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

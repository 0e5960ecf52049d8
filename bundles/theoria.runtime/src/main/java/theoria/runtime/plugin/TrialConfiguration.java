package theoria.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The configuration of a trial: the product's own bundles without those of which the trial brings
 * another version, and without whatever would change the product.
 */
record TrialConfiguration(ProductFolder product, Path folder) {
    private static final String LIST = "org.eclipse.equinox.simpleconfigurator/bundles.info";
    private static final String DROPINS = "org.eclipse.equinox.p2.reconciler.dropins,";

    /** Writes it for bundles in a folder. */
    void write(Path jars) throws IOException {
        Properties ini = new Properties();
        try (InputStream in = Files.newInputStream(product.configuration().resolve("config.ini"))) {
            ini.load(in);
        }
        ini.setProperty("eclipse.p2.data.area", "@config.dir/p2");
        try (OutputStream out = Files.newOutputStream(folder.resolve("config.ini"))) {
            ini.store(out, null);
        }
        Set<String> brought = names(jars);
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(product.configuration().resolve(LIST))) {
            int comma = line.indexOf(',');
            if (comma < 0 || !brought.contains(line.substring(0, comma))) {
                lines.add(line.startsWith(DROPINS) ? line.replaceAll("true$", "false") : line);
            }
        }
        Path list = folder.resolve(LIST);
        Files.createDirectories(list.resolveSibling(""));
        Files.write(list, lines);
    }

    private static Set<String> names(Path jars) throws IOException {
        Set<String> names = new HashSet<>();
        try (Stream<Path> files = Files.list(jars)) {
            for (Path file : files.toList()) {
                try (JarFile jar = new JarFile(file.toFile())) {
                    Manifest manifest = jar.getManifest();
                    String name =
                            manifest == null
                                    ? null
                                    : manifest.getMainAttributes().getValue("Bundle-SymbolicName");
                    if (name != null) {
                        names.add(name.replaceAll(";.*", "").strip());
                    }
                }
            }
        }
        return names;
    }
}

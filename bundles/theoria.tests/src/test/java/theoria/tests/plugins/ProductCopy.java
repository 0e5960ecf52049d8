package theoria.tests.plugins;

import theoria.tests.product.Jdks;
import theoria.tests.product.Product;
import theoria.tests.product.Product.Outcome;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A copy of the built product that a test may change, with a workspace of its own. What lies in
 * {@code plugins} is never written to, only deleted, so it is linked where the file system can.
 */
final class ProductCopy {
    private static final String LIST =
            "configuration/org.eclipse.equinox.simpleconfigurator/bundles.info";

    private final Path home;
    private final Product product;
    private final Map<String, String> environment = new HashMap<>();

    /** Copies it into this folder; skips the calling test if there is no product. */
    ProductCopy(Path folder) throws IOException {
        Path original = Product.require().home();
        home = folder.resolve("theoria");
        Files.walkFileTree(
                original,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes of)
                            throws IOException {
                        Files.createDirectories(home.resolve(original.relativize(at).toString()));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes of)
                            throws IOException {
                        Path relative = original.relativize(file);
                        copy(
                                file,
                                home.resolve(relative.toString()),
                                relative.startsWith("plugins"));
                        return FileVisitResult.CONTINUE;
                    }
                });
        product = Product.at(home);
        environment.put("THEORIA_WORKSPACE", folder.resolve("workspace").toString());
    }

    private static void copy(Path from, Path to, boolean link) throws IOException {
        if (link) {
            try {
                Files.createLink(to, from);
                return;
            } catch (IOException | UnsupportedOperationException expected) {
                // another file system: a copy does as well
            }
        }
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** Sets a variable for all further runs. */
    void environment(String name, String value) {
        environment.put(name, value);
    }

    /** Runs one command by the start script. */
    Outcome run(Object... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return product.run(Jdks.own(), environment, words);
    }

    /** Runs another application. */
    Outcome application(String id, List<String> arguments)
            throws IOException, InterruptedException {
        return product.application(id, arguments);
    }

    Path home() {
        return home;
    }

    /** For whoever adds to it. */
    Product product() {
        return product;
    }

    /** What plug-ins change: the list of bundles, and every file of plug-ins and features. */
    Map<String, String> state() throws IOException {
        Map<String, String> state = new TreeMap<>();
        state.put(LIST, Files.readString(home.resolve(LIST)));
        for (String folder : List.of("plugins", "features")) {
            try (Stream<Path> files = Files.walk(home.resolve(folder))) {
                files.filter(Files::isRegularFile)
                        .forEach(file -> state.put(file.toString(), "" + file.toFile().length()));
            }
        }
        return state;
    }
}

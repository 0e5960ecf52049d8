package theoria.tests.product;

import theoria.tests.product.Product.Outcome;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The product with the bundle of these tests and JUnit added, by a configuration area of its own;
 * the folder of the product is not changed.
 */
public final class ProductWithTests {
    private static final String LIST = "org.eclipse.equinox.simpleconfigurator/bundles.info";

    private final Product product;
    private final Path configuration;
    private final Map<String, String> properties = new TreeMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private boolean tracking;
    private long limitMinutes = Product.LIMIT_MINUTES;

    /** The product of this build, with its configuration written into this empty folder. */
    public ProductWithTests(Path configuration) throws IOException {
        this(Product.require(), configuration);
    }

    /** A product, with its configuration written into this empty folder. */
    public ProductWithTests(Product product, Path configuration) throws IOException {
        this.product = product;
        this.configuration = configuration;
        Path original = product.home().resolve("configuration");
        for (String name : List.of("config.ini", LIST)) {
            Path copy = configuration.resolve(name);
            Files.createDirectories(copy.getParent());
            Files.copy(original.resolve(name), copy, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.write(configuration.resolve(LIST), added(), StandardOpenOption.APPEND);
    }

    /** A product that may be changed, in its own configuration, as p2 wants it: to be taken out. */
    public static ProductWithTests within(Product product) throws IOException {
        return new ProductWithTests(product, product.home().resolve("configuration"));
    }

    /** Takes the tests out of the configuration, whatever else was added to it. */
    public void takeOut() throws IOException {
        Set<String> names = new HashSet<>();
        added().forEach(line -> names.add(line.substring(0, line.indexOf(','))));
        List<String> lines = new ArrayList<>(Files.readAllLines(configuration.resolve(LIST)));
        lines.removeIf(line -> names.contains(line.replaceAll(",.*", "")));
        Files.write(configuration.resolve(LIST), lines);
    }

    private static List<String> added() throws IOException {
        Path bundle = Path.of(System.getProperty("theoria.tests.bundle"));
        List<String> lines = new ArrayList<>();
        lines.add("theoria.tests," + line(bundle));
        for (Path jar : libraries()) {
            lines.add(name(jar) + "," + line(jar));
        }
        return lines;
    }

    /**
     * Opens the window, runs the test classes in it and waits until it is closed.
     *
     * @param jdk the Java to use
     * @param workspace of the window
     * @param report where each test leaves a line: name, outcome, message, separated by tabs
     * @param screenshots folder for pictures
     * @param classes names of the test classes
     */
    public Outcome run(
            Path jdk, Path workspace, Path report, Path screenshots, List<String> classes)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(jdk.resolve("bin/java").toString());
        command.addAll(jvmArguments());
        command.add("-Dtheoria.tests.report=" + report);
        command.add("-Dtheoria.tests.screenshots=" + screenshots);
        command.add("-Dtheoria.tests.folder=" + configuration.toAbsolutePath().getParent());
        command.add("-Dtheoria.tests.classes=" + String.join(",", classes));
        command.addAll(passedOn());
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", launcher().toString()));
        command.addAll(List.of("-install", product.home().toString()));
        command.addAll(List.of("-configuration", configuration.toString()));
        command.addAll(List.of("-data", workspace.resolve(".workbench").toString()));
        if (tracking) {
            command.addAll(List.of("-debug", options().toString()));
        }
        return product.run(jdk, environment, new ProcessBuilder(command), limitMinutes);
    }

    /** Lets the display keep track of its resources, for tests that count them. */
    public ProductWithTests tracking() {
        tracking = true;
        return this;
    }

    /** Lets the tests take so long, in place of the usual limit. */
    public ProductWithTests within(long minutes) {
        limitMinutes = minutes;
        return this;
    }

    /** Gives the tests in the window, and the Java they run on, a property. */
    public ProductWithTests property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    /** Gives the product a variable of the environment. */
    public ProductWithTests environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    private Path options() throws IOException {
        Path options = configuration.resolve("options");
        return Files.write(
                options,
                List.of("org.eclipse.ui/debug=true", "org.eclipse.ui/trace/graphics=true"));
    }

    /** Properties of this process that are meant for the tests in the window. */
    private static List<String> passedOn() {
        return Stream.of(
                        "theoria.slow",
                        "theoria.shared",
                        "theoria.monkey.seed",
                        "theoria.monkey.seconds")
                .filter(key -> System.getProperty(key) != null)
                .map(key -> "-D" + key + "=" + System.getProperty(key))
                .toList();
    }

    private List<String> jvmArguments() throws IOException {
        List<String> lines = Files.readAllLines(product.home().resolve("eclipse.ini"));
        return lines.subList(lines.indexOf("-vmargs") + 1, lines.size());
    }

    private Path launcher() throws IOException {
        try (Stream<Path> plugins = Files.list(product.home().resolve("plugins"))) {
            return plugins.filter(
                            p ->
                                    p.getFileName()
                                            .toString()
                                            .startsWith("org.eclipse.equinox.launcher_"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** JUnit and AssertJ from the class path of this process; all of them are bundles. */
    private static List<Path> libraries() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String file = Path.of(entry).getFileName().toString();
            if (file.matches(
                            "(junit-(jupiter|platform)-.*|opentest4j-.*|apiguardian-.*|assertj-core-.*|byte-buddy-.*)[.]jar")
                    && !name(Path.of(entry)).isEmpty()) {
                found.add(Path.of(entry));
            }
        }
        return found;
    }

    private static String line(Path jar) throws IOException {
        return attribute(jar, "Bundle-Version") + "," + jar.toUri() + ",4,false";
    }

    private static String name(Path jar) throws IOException {
        return attribute(jar, "Bundle-SymbolicName").replaceAll(";.*", "");
    }

    private static String attribute(Path jar, String key) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes attributes = file.getManifest().getMainAttributes();
            String value = attributes.getValue(key);
            return value == null ? "" : value;
        }
    }
}

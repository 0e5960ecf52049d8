package theoria.tests.product;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The materialised product, run as a process by its own start script. */
public final class Product {
    /** How long a process may take. */
    static final long LIMIT_MINUTES = 10;

    private final Path home;

    private Product(Path home) {
        this.home = home;
    }

    /** The product of this build ({@code theoria.product}); skips the calling test without it. */
    public static Product require() {
        String home = System.getProperty("theoria.product", "");
        assumeTrue(Files.isDirectory(Path.of(home)), "no product at '" + home + "'");
        return new Product(Path.of(home));
    }

    /** A product elsewhere, such as a copy that a test may change. */
    public static Product at(Path home) {
        return new Product(home);
    }

    /** Its folder. */
    public Path home() {
        return home;
    }

    /**
     * Runs the start script and waits for its end.
     *
     * @param jdk the Java to use
     * @param environment added to that of this process
     * @param arguments passed through
     */
    public Outcome run(Path jdk, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(script().toString());
        command.addAll(arguments);
        return run(jdk, environment, new ProcessBuilder(command));
    }

    /**
     * Runs another application of the product, without the start script.
     *
     * @param application its identifier
     * @param arguments passed through
     */
    public Outcome application(String application, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Jdks.own().resolve("bin").resolve("java").toString());
        command.addAll(List.of("-jar", launcher().toString(), "-install", home.toString()));
        command.addAll(List.of("-application", application, "-nosplash", "-data", "@none"));
        command.addAll(arguments);
        return run(Jdks.own(), Map.of(), new ProcessBuilder(command));
    }

    private Path launcher() throws IOException {
        try (Stream<Path> plugins = Files.list(home.resolve("plugins"))) {
            return plugins.filter(p -> p.toString().contains("org.eclipse.equinox.launcher_"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Outcome run(Path jdk, Map<String, String> environment, ProcessBuilder builder)
            throws IOException, InterruptedException {
        return run(jdk, environment, builder, LIMIT_MINUTES);
    }

    /** Runs a command with this Java and environment and waits so long for its end. */
    Outcome run(Path jdk, Map<String, String> environment, ProcessBuilder builder, long minutes)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("theoria", ".out");
        Path err = Files.createTempFile("theoria", ".err");
        try {
            builder.environment().put("JAVA_HOME", jdk.toString());
            builder.environment().putAll(environment);
            builder.redirectInput(new File(nullDevice()));
            builder.redirectOutput(out.toFile()).redirectError(err.toFile());
            Process process = builder.start();
            boolean ended = process.waitFor(minutes, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            int code = ended ? process.exitValue() : Outcome.KILLED;
            return new Outcome(code, read(out), read(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private Path script() {
        return home.resolve(windows() ? "theoria.cmd" : "theoria");
    }

    private static String nullDevice() {
        return windows() ? "NUL" : "/dev/null";
    }

    private static boolean windows() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /**
     * How a process ended.
     *
     * @param code exit code
     * @param out standard output
     * @param err standard error
     */
    public record Outcome(int code, String out, String err) {
        /** The code of a process that did not end by itself. */
        public static final int KILLED = -1;
    }
}

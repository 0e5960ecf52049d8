package theoria.tests.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The Java installations the product is tried on. */
public final class Jdks {
    private Jdks() {}

    /** The one these tests run on. */
    public static Path own() {
        return Path.of(System.getProperty("java.home"));
    }

    /**
     * Java 25: {@code JAVA25_HOME}, else a folder of the usual place of Linux that says it is 25.
     */
    public static Optional<Path> twentyFive() throws IOException {
        String variable = System.getenv("JAVA25_HOME");
        if (variable != null) {
            return Optional.of(Path.of(variable));
        }
        Path usual = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(usual)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(usual)) {
            return homes.filter(Jdks::isTwentyFive).sorted().findFirst();
        }
    }

    private static boolean isTwentyFive(Path home) {
        try {
            Path release = home.resolve("release");
            return Files.isExecutable(home.resolve("bin/java"))
                    && Files.isRegularFile(release)
                    && Files.readString(release).contains("JAVA_VERSION=\"25");
        } catch (IOException e) {
            return false;
        }
    }
}

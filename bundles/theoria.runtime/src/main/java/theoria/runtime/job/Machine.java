package theoria.runtime.job;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The computer and the build of Theoria that compute. */
final class Machine {
    /** What Linux says of the processors; other systems have no such file. */
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** System, architecture and number of processors, for the provenance. */
    static String words() {
        return platform() + ", " + Runtime.getRuntime().availableProcessors() + " processors";
    }

    private static String platform() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }

    /**
     * Everything about machine and build that bits may depend on: native libraries choose their
     * kernels by the processor, Java its mathematical functions by its version, and a workspace may
     * lie on a drive that several machines share.
     */
    static String identity() {
        String runtime = System.getProperty("java.runtime.version", "unknown");
        String windows = System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "");
        return String.join(
                "; ",
                platform(),
                windows,
                processor(),
                runtime,
                ProvenanceRecorder.VERSION,
                build());
    }

    /** The first processor's lines of model and instructions. */
    private static String processor() {
        if (!Files.isReadable(PROCESSORS)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.takeWhile(line -> !line.isBlank())
                    .filter(line -> line.matches("(model name|flags|Features|CPU part)\\s*:.*"))
                    .collect(Collectors.joining(", "));
        } catch (IOException e) {
            return "not told"; // as on systems without the file
        }
    }

    /** The bundles of Theoria with their qualifiers; empty outside OSGi. */
    private static String build() {
        Bundle own = FrameworkUtil.getBundle(Machine.class);
        List<Bundle> all =
                Optional.ofNullable(own)
                        .map(Bundle::getBundleContext)
                        .map(context -> Arrays.asList(context.getBundles()))
                        .orElse(List.of());
        return all.stream()
                .filter(bundle -> String.valueOf(bundle.getSymbolicName()).startsWith("theoria."))
                .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}

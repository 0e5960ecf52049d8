package theoria.runtime.plugin;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

import theoria.runtime.plugin.Finding.Outcome;
import theoria.runtime.plugin.PluginException.Kind;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts the same product once more, with a configuration of its own in a temporary folder, and
 * lets it try bundles there: whatever they do, this product stays as it is, and nothing remains.
 */
public final class TrialProcess {
    private static final String APPLICATION = "theoria.runtime.trial";

    private final ProductFolder product;
    private final Duration limit;

    /**
     * A trial in the running product.
     *
     * @param limit after which the process is ended
     * @throws PluginException if this process is no installed product
     */
    public TrialProcess(Duration limit) throws PluginException {
        BundleContext context =
                Optional.ofNullable(FrameworkUtil.getBundle(TrialProcess.class))
                        .map(bundle -> bundle.getBundleContext())
                        .orElseThrow(
                                () ->
                                        new PluginException(
                                                Kind.OBSTACLE,
                                                "plug-ins are tried by an installed product only"));
        this.product = ProductFolder.of(context);
        this.limit = limit;
    }

    /**
     * Tries bundles.
     *
     * @param jars folder that holds them and nothing else
     * @return what was found out, in order
     */
    public List<Finding> run(Path jars) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("theoria-trial");
        try {
            Path configuration = Files.createDirectory(folder.resolve("configuration"));
            new TrialConfiguration(product, configuration).write(jars);
            Path work = Files.createDirectory(folder.resolve("work"));
            Path findings = Files.createFile(folder.resolve("findings"));
            Path log = folder.resolve("log");
            ProcessBuilder builder =
                    new ProcessBuilder(
                            ProductProcess.command(
                                    product, Optional.of(configuration), APPLICATION));
            builder.command().addAll(List.of(jars.toString(), work.toString()));
            builder.command().add(findings.toString());
            builder.directory(work.toFile());
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
            String end = watch(builder);
            return conclude(Files.readAllLines(findings), end, Files.readString(log));
        } finally {
            delete(folder);
        }
    }

    /** How the process ended, in words; empty if as it should. */
    private String watch(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return "it had not ended after " + limit.toSeconds() + " s and was stopped";
            }
            int code = process.exitValue();
            return code == 0 ? "" : "it ended its process with exit code " + code;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    /** The findings without beginnings; of what began last and did not end, how the process did. */
    static List<Finding> conclude(List<String> lines, String end, String log) {
        List<Finding> findings = new ArrayList<>();
        Finding open = null;
        for (String line : lines) {
            Finding finding = Finding.parse(line);
            open = finding.outcome() == Outcome.BEGUN ? finding : null;
            if (open == null) {
                findings.add(finding);
            }
        }
        if (!end.isEmpty()) {
            String subject = open == null ? "trial" : open.subject();
            String on = open == null ? "" : open.on();
            String last =
                    log.lines().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("");
            String detail = end + (last.isEmpty() ? "" : "; the last it wrote: " + last.strip());
            findings.add(new Finding(Outcome.FAILED, subject, on, detail));
        }
        return findings;
    }

    /** Deletes a folder with all it holds. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

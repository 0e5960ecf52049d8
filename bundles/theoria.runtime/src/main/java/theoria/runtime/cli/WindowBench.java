package theoria.runtime.cli;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.model.load.ModelWriter;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.runtime.plugin.PluginException;
import theoria.runtime.plugin.ProductProcess;
import theoria.runtime.source.Workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * {@code theoria bench ui}: opens the window in a process of its own, on a workspace of its own,
 * where it measures itself and closes.
 */
final class WindowBench {
    private static final String MEASURES = "surface,images,table,open,click";
    private static final long LIMIT_MINUTES = 15;

    /** 10 MB of numbers in single precision. */
    private static final String LARGE = "mlp:1024-1500-640-10";

    private final Session session;
    private final Path folder;
    private final Model model;

    /**
     * A benchmark.
     *
     * @param folder empty, for the workspace and files of the benchmark
     * @param model that the studies of the window work on
     */
    WindowBench(Session session, Path folder, Model model) {
        this.session = session;
        this.folder = folder;
        this.model = model;
    }

    /** Why the window cannot open here, in one sentence; empty if it can. */
    static Optional<String> obstacle(Map<String, String> environment) {
        boolean linux = System.getProperty("os.name", "").startsWith("Linux");
        boolean none =
                environment.getOrDefault("DISPLAY", "").isEmpty()
                        && environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
        return linux && none
                ? Optional.of(
                        "the benchmark 'ui' opens the window, and there is no display;"
                                + " 'xvfb-run theoria bench ui' brings one")
                : Optional.empty();
    }

    /**
     * Starts the window once to warm up, then as often as asked; the last start measures the rest.
     *
     * @return lines of JSON
     */
    List<String> lines(int runs)
            throws IOException,
                    InterruptedException,
                    ObstacleException,
                    PluginException,
                    RegistryException {
        Path workspace = folder.resolve("workspace");
        register(workspace);
        Path file = folder.resolve("large.onnx");
        write(file);
        List<WindowMeasure> first = start(workspace, file, "start");
        List<WindowMeasure> starts = new ArrayList<>();
        for (int run = 1; run < runs; run++) {
            starts.addAll(start(workspace, file, "start"));
        }
        List<WindowMeasure> last = start(workspace, file, "start," + MEASURES);
        starts.add(last.get(0));
        List<String> lines = new ArrayList<>();
        lines.add(WindowMeasure.starts(first, starts));
        last.subList(1, last.size()).forEach(measure -> lines.add(measure.line()));
        return lines;
    }

    private void register(Path workspace) throws RegistryException {
        try (Workspace place = new Workspace(workspace)) {
            place.registry()
                    .register(
                            new NewVersion(
                                    "bench",
                                    model.graph(),
                                    model.weights(),
                                    model.contract(),
                                    new Lineage(Lineage.Kind.DERIVED, model.origin()),
                                    Map.of(),
                                    Optional.empty()));
        }
    }

    private void write(Path file) throws ObstacleException, IOException {
        NetworkGraph graph = Architecture.parse(LARGE, Shape.of(1, 32, 32), 10);
        Weights weights = Initialisation.HE.draw(graph, 1);
        Model large =
                new Model(
                        "large",
                        ModelHash.of(graph, weights),
                        graph,
                        weights,
                        InputContract.IDENTITY,
                        "architecture " + LARGE + ", seed 1",
                        List.of());
        for (ModelWriter writer : session.catalogue().modelWriters()) {
            if (writer.extensions().contains("onnx")) {
                writer.write(large, file);
                return;
            }
        }
        throw new ObstacleException("no writer of ONNX files is installed");
    }

    private List<WindowMeasure> start(Path workspace, Path file, String measures)
            throws IOException, InterruptedException, ObstacleException, PluginException {
        Path report = Files.createTempFile(folder, "report", ".txt");
        Path log = Files.createTempFile(folder, "window", ".log");
        List<String> properties =
                List.of(
                        "theoria.bench.report=" + report,
                        "theoria.bench.measures=" + measures,
                        "theoria.bench.model=bench:1",
                        "theoria.bench.file=" + file,
                        "theoria.bench.begun=" + System.currentTimeMillis());
        ProcessBuilder builder = new ProcessBuilder(ProductProcess.window(workspace, properties));
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        watch(builder.start(), log);
        List<WindowMeasure> found = new ArrayList<>();
        for (String line : Files.readAllLines(report)) {
            found.add(WindowMeasure.parse(line));
        }
        int wanted = measures.split(",").length;
        if (found.size() < wanted) {
            throw new ObstacleException(
                    String.format(
                            Locale.ROOT,
                            "the window left %d of %d measurements; the last it wrote: %s",
                            found.size(),
                            wanted,
                            last(log)));
        }
        return found;
    }

    private static void watch(Process process, Path log)
            throws IOException, InterruptedException, ObstacleException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new ObstacleException(
                        "the window had not closed after " + LIMIT_MINUTES + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new ObstacleException(
                        "the window ended with exit code "
                                + process.exitValue()
                                + "; the last it wrote: "
                                + last(log));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static String last(Path log) throws IOException {
        return Files.readString(log)
                .lines()
                .filter(line -> !line.isBlank())
                .reduce((a, b) -> b)
                .orElse("nothing")
                .strip();
    }
}

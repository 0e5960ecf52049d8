package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.SampleSelection;
import theoria.core.model.data.Split;
import theoria.core.model.data.SynthDigits;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.Run;
import theoria.core.study.StudyException;
import theoria.core.study.result.Result;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.StudyRequest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** {@code theoria bench [NAME]}: named, timed runs of ordinary studies and commands. */
@Command(
        name = "bench",
        description = {
            "Time ordinary studies and commands; one line of JSON each.",
            "landscape: loss surface 51x51 of a LeNet, 1,000 samples",
            "forward: outputs of each --model, or a LeNet, for 1,000 or --samples random inputs",
            "train: one epoch of a LeNet on --data, or 2,000 built-in digits, batch 64, Adam",
            "landscape-reference: every point of a stored surface again (-p reference=FILE); only"
                    + " by name",
            "hessian: top 5 eigenvalues, trace and density of a LeNet, 1,000 samples",
            "demo: the whole demo",
            "commands: quick commands, each in a process of its own",
            "registry: listing and searching 10,000 registered versions",
            "ui: the window: its start, frame rates, opening a file, clicks; needs a display",
            "Without --model and --data an untrained LeNet on built-in digits is taken."
        })
final class BenchCommand implements Callable<Integer>, TheoriaCommand.Global {
    private static final List<String> NAMES =
            List.of(
                    "landscape",
                    "forward",
                    "train",
                    "hessian",
                    "demo",
                    "commands",
                    "ui",
                    "registry");

    /** Needs files, and is not run with the others. */
    private static final String REFERENCE = "landscape-reference";

    private static final int SAMPLES = 1000;

    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Mixin final RunOptions options = new RunOptions();

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description =
                    "landscape, forward, train, hessian, demo, commands, ui or registry (default:"
                            + " all).")
    Optional<String> name = Optional.empty();

    @Option(
            names = "--runs",
            description = "Timed runs of each, after one to warm up (default: 3).")
    int runs = 3;

    BenchCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call() throws Exception {
        if (name.isPresent() && !NAMES.contains(name.get()) && !name.get().equals(REFERENCE)) {
            throw new UsageException(
                    "there is no benchmark '"
                            + name.get()
                            + "'; expected one of "
                            + String.join(", ", NAMES));
        }
        if (runs < 1) {
            throw new UsageException("--runs is " + runs + ", not at least 1");
        }
        try (Session session = sessions.open(global)) {
            for (String bench : name.map(List::of).orElse(NAMES)) {
                if (bench.equals("ui")) {
                    window(session);
                } else {
                    for (Timing timing : run(session, bench)) {
                        session.print(timing.line(global.threads));
                    }
                }
            }
            return ExitCode.FINE;
        }
    }

    /** Without a display it is left out, unless it was asked for by name. */
    private void window(Session session) throws Exception {
        Optional<String> obstacle = WindowBench.obstacle(session.environment());
        if (obstacle.isPresent() && name.isPresent()) {
            throw new UsageException(obstacle.get());
        }
        if (obstacle.isPresent()) {
            session.remark(obstacle.get());
            return;
        }
        Path folder = Files.createTempDirectory("theoria-bench");
        try {
            for (String line : new WindowBench(session, folder, untrained()).lines(runs)) {
                session.print(line);
            }
        } finally {
            delete(folder);
        }
    }

    private List<Timing> run(Session session, String bench) throws Exception {
        switch (bench) {
            case "landscape":
                return List.of(landscape(session));
            case "forward":
                return forward(session);
            case "train":
                return List.of(train(session));
            case "hessian":
                return hessian(session);
            case REFERENCE:
                return List.of(
                        new ReferenceBench(session, options.request(session), options.parameters())
                                .timing());
            case "demo":
                return List.of(demo());
            case "registry":
                return registry();
            default:
                return commands(session);
        }
    }

    private Timing landscape(Session session) throws Exception {
        Map<String, String> parameters = new LinkedHashMap<>(options.parameters());
        String grid = parameters.computeIfAbsent("grid", key -> "51");
        StudyRequest request = request(session, parameters);
        StudyEntry study = RunCommand.study(session, "landscape.surface");
        Timing timing =
                Timing.of(
                        "landscape",
                        grid + "x" + grid + " cells, LeNet, 1,000 samples, loss and accuracy",
                        runs,
                        true,
                        () -> study(session, study, request));
        double side = Double.parseDouble(grid); // a study has taken it as a whole number
        MatrixFloor floor = new MatrixFloor(session.catalogue(), global.threads);
        return timing.with(floor.facts(request.models(), side * side * SAMPLES));
    }

    /** The given models, or a LeNet, one line each. */
    private List<Timing> forward(Session session) throws Exception {
        List<Model> given = options.request(session).models();
        int examples = RunOptions.usage(() -> Integer.parseInt(options.samples.orElse("1000")));
        if (examples < 1) {
            throw new UsageException("--samples is " + examples + ", not at least 1");
        }
        List<Timing> timings = new ArrayList<>();
        for (Model model : given.isEmpty() ? List.of(untrained()) : given) {
            try (ForwardBench bench =
                    new ForwardBench(session.catalogue(), model, examples, global.threads)) {
                timings.add(bench.timing(runs));
            }
        }
        return timings;
    }

    /** Not warmed up: each takes long enough. */
    private List<Timing> hessian(Session session) throws Exception {
        StudyEntry study = RunCommand.study(session, "landscape.hessian");
        List<Timing> timings = new ArrayList<>();
        String given = options.parameters().getOrDefault("compute", "");
        List<String> parts =
                given.isEmpty() ? List.of("eigenvalues", "trace", "density") : List.of(given);
        for (String what : parts) {
            Map<String, String> parameters = new LinkedHashMap<>(options.parameters());
            parameters.put("compute", what);
            StudyRequest request = request(session, parameters);
            timings.add(
                    Timing.of(
                            "hessian",
                            what + " of the Hessian, LeNet, 1,000 samples",
                            runs,
                            false,
                            () -> study(session, study, request)));
        }
        return timings;
    }

    /** One run; also how long the first partial picture took. */
    private static Map<String, Object> study(
            Session session, StudyEntry entry, StudyRequest request)
            throws StudyException, EngineException, Cancelled {
        long begun = System.nanoTime();
        List<Double> pictures = new ArrayList<>();
        RunListener listener =
                new RunListener() {
                    @Override
                    public void partial(Result result) {
                        pictures.add((System.nanoTime() - begun) / 1e9);
                    }
                };
        Run run =
                session.runner()
                        .run(entry.study(), request, Optional.empty(), session.control(), listener);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("engine", run.provenance().text("engine"));
        if (!pictures.isEmpty()) {
            facts.put("first_picture_seconds", Timing.rounded(pictures.get(0)));
        }
        return facts;
    }

    private StudyRequest request(Session session, Map<String, String> parameters) throws Exception {
        StudyRequest given = options.request(session);
        Dataset data = given.data().orElseGet(() -> SynthDigits.dataset(1, SAMPLES, 1));
        List<Model> models = given.models().isEmpty() ? List.of(untrained()) : given.models();
        return new StudyRequest(
                models,
                Optional.of(data),
                SampleSelection.parse("0:" + SAMPLES),
                List.of(Split.TRAIN),
                parameters,
                given.seed());
    }

    private static Model untrained() {
        return drawn("untrained LeNet", "lenet", Shape.of(1, 32, 32), 10);
    }

    /** A network with drawn weights. */
    static Model drawn(String name, String architecture, Shape data, int classes) {
        NetworkGraph graph = Architecture.parse(architecture, data, classes);
        Weights weights = Initialisation.HE.draw(graph, 1);
        return new Model(
                name,
                ModelHash.of(graph, weights),
                graph,
                weights,
                InputContract.IDENTITY,
                "architecture " + architecture + ", seed 1",
                List.of());
    }

    private Timing train(Session session) throws Exception {
        InputContract contract = options.contract().orElse(InputContract.IDENTITY);
        return new TrainBench(session, session.data(options.data), contract, global.threads)
                .timing(runs);
    }

    private Timing demo() throws Exception {
        return Timing.of("demo", "the whole demo, four report files", 1, false, this::demoOnce);
    }

    private Map<String, Object> demoOnce() throws Exception {
        Path folder = Files.createTempDirectory("theoria-bench");
        try {
            DemoCommand demo = new DemoCommand(sessions.silent());
            demo.output = folder.resolve("out");
            demo.global.workspace = folder.resolve("workspace");
            demo.global.threads = global.threads;
            demo.global.quiet = true;
            demo.call();
            return Map.of();
        } finally {
            delete(folder);
        }
    }

    private List<Timing> registry() throws Exception {
        Path folder = Files.createTempDirectory("theoria-bench");
        try {
            return RegistryBench.timings(folder, runs);
        } finally {
            delete(folder);
        }
    }

    /** Quick commands through the start script of the product this runs in. */
    private List<Timing> commands(Session session) throws Exception {
        String area = System.getProperty("osgi.install.area", "");
        Path script = area.isEmpty() ? Path.of("") : Path.of(URI.create(area)).resolve("theoria");
        List<Timing> timings = new ArrayList<>();
        if (!Files.isExecutable(script)) {
            session.remark("the benchmark 'commands' needs a product with a start script");
            return timings;
        }
        for (String command : List.of("models", "studies", "show synthdigits", "--version")) {
            List<String> words = new ArrayList<>(List.of(script.toString()));
            words.addAll(List.of(command.split(" ")));
            timings.add(
                    Timing.of(
                            "commands",
                            "theoria " + command,
                            runs,
                            true,
                            () -> process(words, session.workspace().folder())));
        }
        return timings;
    }

    private static Map<String, Object> process(List<String> words, Path workspace)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("THEORIA_WORKSPACE", workspace.toString());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return Map.of("exit_code", builder.start().waitFor());
    }

    /** Removes a folder of a benchmark with all that is in it. */
    static void delete(Path folder) throws IOException {
        List<Path> below;
        try (Stream<Path> files = Files.walk(folder)) {
            below = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : below) {
            Files.delete(file);
        }
    }
}

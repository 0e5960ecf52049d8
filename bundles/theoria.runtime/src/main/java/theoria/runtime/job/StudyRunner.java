package theoria.runtime.job;

import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.file.Sha256;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.study.CostEstimate;
import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyException;
import theoria.core.study.WeightSpace;
import theoria.core.study.Work;
import theoria.core.study.result.Result;
import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.cells.CellStore;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Runs studies: checks that they can, runs them, and adds the provenance. */
public final class StudyRunner {
    private static final Pattern NAMES = Pattern.compile("(model\\d*|data)(_origin)?");

    /** Runs that metadata make this long are timed before they are estimated. */
    private static final double WORTH_TIMING_SECONDS = 2;

    private final Catalogue catalogue;
    private final int threads;
    private final Advice advice;
    private final Optional<CellStore> cells;
    private final Stopwatch stopwatch;

    /** Runs with what is installed, on at most so many threads. */
    public StudyRunner(Catalogue catalogue, int threads) {
        this(catalogue, threads, Advice.NONE);
    }

    /** The same with advice for those who give too little. */
    public StudyRunner(Catalogue catalogue, int threads, Advice advice) {
        this(catalogue, threads, advice, Optional.empty(), new Stopwatch());
    }

    private StudyRunner(
            Catalogue catalogue,
            int threads,
            Advice advice,
            Optional<CellStore> cells,
            Stopwatch stopwatch) {
        this.stopwatch = stopwatch;
        this.catalogue = catalogue;
        this.threads = threads;
        this.advice = advice;
        this.cells = cells;
    }

    /** The same that takes cells of landscapes from earlier runs, and keeps its own for later. */
    public StudyRunner with(CellStore store) {
        return new StudyRunner(catalogue, threads, advice, Optional.of(store), stopwatch);
    }

    /** Why a study cannot run on a request, in words; empty if it can. */
    public Optional<String> obstacle(Study study, StudyRequest request) {
        return obstacle(study, input(study, request, Optional.empty()));
    }

    /** What a run would cost. */
    public CostEstimate cost(Study study, StudyRequest request) {
        return study.cost(input(study, request, Optional.empty()));
    }

    /**
     * What a run would cost, timed if metadata make it long: processors and engines differ so much.
     *
     * @throws Cancelled if the control said so
     */
    public CostEstimate estimate(Study study, StudyRequest request, RunControl control)
            throws Cancelled {
        CostEstimate quick = cost(study, request);
        return quick.seconds() / threads < WORTH_TIMING_SECONDS
                ? quick
                : timed(study, request, control);
    }

    /**
     * The same with seconds that were timed here by doing a little of the work, which takes about
     * half a second for each network and kind of work, once. Where nothing can be timed, the
     * estimate of {@link #cost}.
     *
     * @throws Cancelled if the control said so
     */
    public CostEstimate timed(Study study, StudyRequest request, RunControl control)
            throws Cancelled {
        RequestInput input = input(study, request, Optional.empty());
        CostEstimate cost = study.cost(input);
        if (cost.work().isEmpty()) {
            return cost;
        }
        RunProgress progress = new RunProgress(control, new RunListener() {}, threads);
        double seconds = 0;
        try {
            for (Work work : cost.work()) {
                seconds += stopwatch.seconds(work, input, progress);
            }
        } catch (StudyException | EngineException e) {
            return cost; // the run itself will say why
        }
        return new CostEstimate(seconds, cost.bytes(), cost.basis() + ", timed here", cost.work());
    }

    private RequestInput input(Study study, StudyRequest request, Optional<Result> previous) {
        return new RequestInput(request, study.descriptor(), catalogue, previous);
    }

    private Optional<String> obstacle(Study study, RequestInput input) {
        StudyDescriptor descriptor = study.descriptor();
        int models = input.models().size();
        if (models < descriptor.models().least() || models > descriptor.models().largest()) {
            String sentence =
                    descriptor.id()
                            + " takes "
                            + (descriptor.models().least() == descriptor.models().largest()
                                    ? String.valueOf(descriptor.models().least())
                                    : descriptor.models().least()
                                            + " to "
                                            + descriptor.models().largest())
                            + (descriptor.models().largest() == 1
                                    ? " model, not "
                                    : " models, not ")
                            + models;
            boolean few = models < descriptor.models().least();
            return Optional.of(Advice.after(sentence, few ? advice.model() : ""));
        }
        for (Model model : input.models()) {
            if (model.graph().weightsOnly() && !descriptor.models().weightsOnly()) {
                return Optional.of(
                        "'"
                                + model.name()
                                + "' holds weights only, and "
                                + descriptor.id()
                                + " computes with a network; import it with an architecture");
            }
        }
        if (!descriptor.data().isEmpty()) {
            Optional<String> data = dataObstacle(descriptor, input);
            if (data.isPresent()) {
                return data;
            }
        }
        return study.obstacle(input);
    }

    private Optional<String> dataObstacle(StudyDescriptor descriptor, RequestInput input) {
        if (input.splits().isEmpty()) {
            return Optional.of(Advice.after(descriptor.id() + " needs data", advice.data()));
        }
        for (Split split : input.splits()) {
            Optional<Examples> examples = split == Split.TRAIN ? input.train() : input.test();
            if (examples.isEmpty()) {
                return Optional.of("the data has no " + split.word() + " split");
            }
            if (examples.get().size() == 0) {
                return Optional.of(examples.get().description() + " holds no examples");
            }
            for (Model model : input.models()) {
                requireFit(model, examples.get());
            }
        }
        return Optional.empty();
    }

    /** The examples' shape and labels must fit the network. */
    private static void requireFit(Model model, Examples examples) {
        model.prepare(examples);
        if (examples.classes() > model.graph().classes()) {
            throw new ShapeException(
                    examples.description()
                            + " has labels up to "
                            + (examples.classes() - 1)
                            + ", but '"
                            + model.name()
                            + "' has only "
                            + model.graph().classes()
                            + " outputs");
        }
    }

    /**
     * Runs a study.
     *
     * @param previous last partial result of an interrupted run of the same request
     * @throws StudyException if there is an obstacle or the study cannot go on
     * @throws EngineException if no engine can serve
     * @throws ShapeException if network and data do not fit
     * @throws Cancelled if the control said so
     */
    public Run run(
            Study study,
            StudyRequest request,
            Optional<Result> previous,
            RunControl control,
            RunListener listener)
            throws StudyException, EngineException, Cancelled {
        RequestInput input = input(study, request, previous);
        Optional<String> obstacle = obstacle(study, input);
        if (obstacle.isPresent()) {
            throw new StudyException(obstacle.get());
        }
        Instant started = Instant.now();
        long nanos = System.nanoTime();
        Result result;
        try (RequestInput remembering = cells.map(input::remembering).orElse(input)) {
            result = run(study, remembering, new RunProgress(control, listener, threads));
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - nanos);
        ProvenanceRecorder recorder = new ProvenanceRecorder(study.descriptor(), request);
        return new Run(
                UUID.randomUUID().toString(),
                study.descriptor(),
                result,
                recorder.finished(input, started, taken));
    }

    /**
     * The network at a place of a study's picture.
     *
     * @param model which of the request's models, from 0
     */
    public Model modelAt(
            WeightSpace study,
            StudyRequest request,
            int model,
            double x,
            double y,
            RunControl control)
            throws StudyException, EngineException, Cancelled {
        RequestInput input = input(study, request, Optional.empty());
        Optional<String> obstacle = obstacle(study, input);
        if (obstacle.isPresent()) {
            throw new StudyException(obstacle.get());
        }
        Model own = request.models().get(model);
        RunProgress progress = new RunProgress(control, new RunListener() {}, threads);
        Weights weights = study.weightsAt(input, model, x, y, progress);
        return new Model(
                own.name(),
                ModelHash.of(own.graph(), weights),
                own.graph(),
                weights,
                own.contract(),
                String.format(Locale.ROOT, "%s at (%s, %s)", own.origin(), x, y),
                List.of());
    }

    private static Result run(Study study, RequestInput input, RunProgress progress)
            throws StudyException, EngineException, Cancelled {
        try {
            return study.run(input, progress);
        } finally {
            progress.flush();
        }
    }

    /** What determines the numbers of a run: the provenance as far as it is known before it. */
    Provenance determining(Study study, StudyRequest request) {
        RequestInput input = input(study, request, Optional.empty());
        return new Provenance(
                new ProvenanceRecorder(study.descriptor(), request).determining(input));
    }

    /**
     * Hash of everything that determines the numbers of a run (names and places of models and data
     * do not): equal keys, equal numbers on one machine.
     */
    public String key(Study study, StudyRequest request) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> entry : determining(study, request).entries().entrySet()) {
            if (!NAMES.matcher(entry.getKey()).matches()) {
                text.append(entry.getKey()).append('=').append(entry.getValue()).append('\n');
            }
        }
        return Sha256.of(text.toString());
    }

    /** The threads runs may use. */
    public int threads() {
        return threads;
    }

    /** The requests' splits from a word of the command line. */
    public static List<Split> splits(String word) {
        switch (word) {
            case "":
                return List.of();
            case "train":
                return List.of(Split.TRAIN);
            case "test":
                return List.of(Split.TEST);
            case "both":
                return List.of(Split.TRAIN, Split.TEST);
            default:
                throw new IllegalArgumentException(
                        "split is '" + word + "', not train, test or both");
        }
    }
}

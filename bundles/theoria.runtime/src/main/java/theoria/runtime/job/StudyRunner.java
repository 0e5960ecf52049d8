package theoria.runtime.job;

import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.load.Model;
import theoria.core.study.CostEstimate;
import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyException;
import theoria.core.study.result.Result;
import theoria.runtime.catalogue.Catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Runs studies: checks that they can, runs them, and adds the provenance. */
public final class StudyRunner {
    private static final Pattern NAMES = Pattern.compile("(model\\d*|data)(_origin)?");

    private final Catalogue catalogue;
    private final int threads;
    private final Advice advice;

    /** Runs with what is installed, on at most so many threads. */
    public StudyRunner(Catalogue catalogue, int threads) {
        this(catalogue, threads, Advice.NONE);
    }

    /** The same with advice for those who give too little. */
    public StudyRunner(Catalogue catalogue, int threads, Advice advice) {
        this.catalogue = catalogue;
        this.threads = threads;
        this.advice = advice;
    }

    /** Why a study cannot run on a request, in words; empty if it can. */
    public Optional<String> obstacle(Study study, StudyRequest request) {
        return obstacle(study, input(study, request, Optional.empty()));
    }

    /** What a run would cost. */
    public CostEstimate cost(Study study, StudyRequest request) {
        return study.cost(input(study, request, Optional.empty()));
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
        Result result = run(study, input, new RunProgress(control, listener, threads));
        Duration taken = Duration.ofNanos(System.nanoTime() - nanos);
        ProvenanceRecorder recorder = new ProvenanceRecorder(study.descriptor(), request);
        return new Run(
                UUID.randomUUID().toString(),
                study.descriptor(),
                result,
                recorder.finished(input, started, taken));
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

package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.core.model.data.Augmentation;
import theoria.core.model.data.Corruption;
import theoria.core.model.data.Dataset;
import theoria.core.model.data.InputContract;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.TrainingSpec;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.tensor.Precision;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.StudyException;
import theoria.runtime.job.TrainingOptions;
import theoria.runtime.job.TrainingRequest;
import theoria.runtime.job.TrainingRunner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code theoria train ARCHITECTURE}: trains into the registry; an interrupted one goes on. */
@Command(
        name = "train",
        description = {
            "Train a network into the registry, with checkpoints.",
            "The same command again continues an interrupted training at its last checkpoint."
        })
final class TrainCommand implements Callable<Integer>, TheoriaCommand.Global {
    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Parameters(
            paramLabel = "ARCHITECTURE",
            arity = "0..1",
            description =
                    "lenet or another name of the zoo, mlp:784-512-10[:relu|tanh], or"
                            + " seq:1x28x28,conv3x3x8,relu,...; not with --from")
    String architecture = "";

    @Option(
            names = "--from",
            paramLabel = "MODEL",
            description = "Go on from a trained network: file, name, name:version or name@alias.")
    Optional<String> from = Optional.empty();

    @Mixin final ArchitectureOption weights = new ArchitectureOption();

    @Option(
            names = "--new-head",
            description =
                    "With --from: a new last layer with as many outputs as the data has classes.")
    boolean newHead;

    @Option(
            names = "--freeze",
            paramLabel = "LAYERS",
            split = ",",
            description = "Layers that keep their numbers, as in conv1,block2.*.")
    List<String> freeze = new ArrayList<>();

    @Option(
            names = "--augment",
            paramLabel = "HOW",
            description = "Random changes of pictures: flip,shift=4,noise=0.1 (default: none).")
    String augment = "";

    @Option(
            names = "--corrupt",
            paramLabel = "HOW",
            description =
                    "Spoil the training data: labels=0.5 or labels=random,"
                            + " pixels=shuffled|random|gaussian (default: not).")
    String corrupt = "";

    @Option(
            names = "--hold-out",
            paramLabel = "SHARE",
            description =
                    "Share of the train split that is measured at checkpoints instead of trained"
                            + " on (default: 0, the test split is measured).")
    double holdOut;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description =
                    "Stop after N checkpoints without a smaller loss and take the best (default: 0,"
                            + " train to the end).")
    int patience;

    @Option(names = "--data", paramLabel = "D", required = true, description = "A data set.")
    List<String> data = new ArrayList<>();

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the model.")
    Optional<String> name = Optional.empty();

    @Option(names = "--preprocess", paramLabel = "CONTRACT", description = "The input contract.")
    String preprocess = "";

    @Option(names = "--epochs", description = "Passes over the data (default: 10).")
    int epochs = 10;

    @Option(names = "--batch", description = "Examples per step (default: 64).")
    int batch = 64;

    @Option(names = "--optimiser", description = "sgd or adam (default: adam).")
    TrainingSpec.Optimiser optimiser = TrainingSpec.Optimiser.ADAM;

    @Option(names = "--rate", description = "Learning rate (default: 0.001).")
    double rate = 0.001;

    @Option(names = "--schedule", description = "constant, cosine or step (default: cosine).")
    TrainingSpec.Schedule schedule = TrainingSpec.Schedule.COSINE;

    @Option(names = "--momentum", description = "Momentum of sgd (default: 0).")
    double momentum;

    @Option(names = "--decay", description = "Weight decay (default: 0).")
    double decay;

    @Option(names = "--initialisation", description = "he or glorot (default: he).")
    Initialisation initialisation = Initialisation.HE;

    @Option(names = "--seed", description = "Seed of weights and order (default: 1).")
    long seed = 1;

    @Option(names = "--checkpoint-every", description = "Steps between checkpoints (default: 50).")
    int checkpointEvery = 50;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description =
                    "Most checkpoints that are kept: when there are more, every second goes, but"
                            + " for the first, the best and the last; 0 keeps all (default: 200).")
    int keep = TrainingOptions.USUALLY_KEPT;

    @Option(names = "--precision", description = "float or double (default: float).")
    Precision precision = Precision.FLOAT;

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    TrainCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call()
            throws UsageException,
                    FormatException,
                    RegistryException,
                    StudyException,
                    EngineException,
                    Cancelled {
        try (Session session = sessions.open(global)) {
            Dataset dataset = session.data(data).orElseThrow();
            TrainingRequest request = request(session, dataset);
            if (patience > 0 && holdOut <= 0) {
                session.remark(
                        "The patience looks at the test split, which then is no longer unseen; see"
                                + " --hold-out.");
            }
            TrainingRunner.Outcome outcome = train(session, request);
            if (outcome.resumedAt() > 0) {
                session.remark("continued at step " + outcome.resumedAt());
            }
            if (outcome.stoppedAt() > 0) {
                session.remark("stopped early at step " + outcome.stoppedAt());
            }
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("model", outcome.version().reference());
            facts.put("parameters", outcome.version().parameters());
            outcome.version().metrics().forEach(facts::put);
            facts.put("trained_by", outcome.trainer());
            facts.put("hash", outcome.version().hash());
            Listing.show(session, facts, json);
            return ExitCode.FINE;
        }
    }

    /** Trains with a progress line. */
    static TrainingRunner.Outcome train(Session session, TrainingRequest request)
            throws RegistryException, StudyException, EngineException, Cancelled, UsageException {
        TrainingRunner runner =
                new TrainingRunner(
                        session.catalogue(),
                        session.workspace().registry(),
                        session.runner().threads());
        try (ProgressLine progress = session.progressLine()) {
            progress.title("Training " + request.name());
            return runner.train(request, session.control(), progress);
        } catch (ShapeException e) {
            throw e; // network and data do not fit: no matter of usage
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private TrainingRequest request(Session session, Dataset dataset)
            throws UsageException, FormatException, RegistryException {
        if (architecture.isEmpty() == from.isEmpty()) {
            throw new UsageException("give either an ARCHITECTURE or --from MODEL");
        }
        Optional<Model> start = Optional.empty();
        if (from.isPresent()) {
            Optional<InputContract> given =
                    preprocess.isEmpty() ? Optional.empty() : Optional.of(contract());
            Model model = weights.of(session.models()).resolve(from.get(), given);
            start =
                    Optional.of(
                            newHead
                                    ? TrainingRequest.withNewHead(
                                            model, dataset, initialisation, seed)
                                    : model);
        } else if (newHead) {
            throw new UsageException("--new-head is for a network given by --from");
        }
        return new TrainingRequest(
                name(),
                start.isPresent() ? start.get().name() : architecture,
                start,
                initialisation,
                dataset,
                start.isPresent() ? start.get().contract() : contract(),
                RunOptions.usage(this::spec),
                RunOptions.usage(this::options));
    }

    private InputContract contract() throws UsageException {
        return RunOptions.usage(() -> InputContract.parse(preprocess));
    }

    private String name() throws UsageException {
        if (name.isPresent()) {
            return RunOptions.usage(() -> NewVersion.requireName(name.get()));
        }
        return NewVersion.nameOf(from.map(model -> model + "-tuned").orElse(architecture));
    }

    private TrainingSpec spec() {
        return new TrainingSpec(
                optimiser,
                rate,
                schedule,
                momentum,
                decay,
                batch,
                epochs,
                seed,
                checkpointEvery,
                precision);
    }

    private TrainingOptions options() {
        return new TrainingOptions(
                freeze,
                Augmentation.parse(augment),
                Corruption.parse(corrupt),
                holdOut,
                patience,
                keep);
    }
}

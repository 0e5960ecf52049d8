package theoria.runtime.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import theoria.core.model.data.InputContract;
import theoria.core.model.data.SampleSelection;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;
import theoria.core.model.registry.RegistryException;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.StudyRunner;
import theoria.runtime.source.ModelSources;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Options of the commands that run studies. */
final class RunOptions {
    @Option(
            names = "--model",
            paramLabel = "M",
            description = "A model: file, name, name:version or name@alias. May be repeated.")
    List<String> models = new ArrayList<>();

    @Option(names = "--model2", paramLabel = "M", description = "A second model.")
    List<String> secondModels = new ArrayList<>();

    @Mixin final ArchitectureOption architecture = new ArchitectureOption();

    @Option(
            names = "--data",
            paramLabel = "D",
            description =
                    "A data set: file, folder, FILE.csv?label=COLUMN, or synthdigits. May be"
                            + " repeated for files of different splits.")
    List<String> data = new ArrayList<>();

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description = "train, test or both (default: the study's own choice).")
    String split = "";

    @Option(
            names = "--samples",
            paramLabel = "N|A:B",
            description =
                    "N examples chosen by the seed, those from A to B - 1, most:N (N, or all where"
                            + " there are fewer), or all (default: the study's own choice).")
    Optional<String> samples = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Seed of everything random (default: 1).")
    long seed = 1;

    @Option(
            names = "--preprocess",
            paramLabel = "CONTRACT",
            description =
                    "How stored numbers become the network's input, as in"
                            + " scale=1/255,mean=.1307,std=.3081[,layout=NHWC].")
    Optional<String> preprocess = Optional.empty();

    @Option(
            names = "-p",
            paramLabel = "KEY=VALUE",
            description = "A parameter of the study. May be repeated.")
    List<String> parameters = new ArrayList<>();

    /** The request of these options. */
    StudyRequest request(Session session)
            throws FormatException, RegistryException, UsageException {
        Optional<InputContract> contract = contract();
        List<Model> resolved = new ArrayList<>();
        ModelSources sources = architecture.of(session.models());
        for (String reference : models) {
            resolved.add(sources.resolve(reference, contract));
        }
        for (String reference : secondModels) {
            resolved.add(sources.resolve(reference, contract));
        }
        return new StudyRequest(
                resolved,
                session.data(data),
                samples.isEmpty()
                        ? SampleSelection.USUAL
                        : usage(() -> SampleSelection.parse(samples.get())),
                usage(() -> StudyRunner.splits(split)),
                parameters(),
                seed);
    }

    /** The parameters given by {@code -p}, by key. */
    Map<String, String> parameters() throws UsageException {
        Map<String, String> given = new LinkedHashMap<>();
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            if (equals < 1) {
                throw new UsageException(
                        "-p has '" + parameter + "', which is not of the form KEY=VALUE");
            }
            given.put(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        return given;
    }

    /** The input contract of {@code --preprocess}, if it was given. */
    Optional<InputContract> contract() throws UsageException {
        return preprocess.isEmpty()
                ? Optional.empty()
                : Optional.of(usage(() -> InputContract.parse(preprocess.get())));
    }

    /** Makes an argument that cannot be read a matter of usage. */
    static <T> T usage(java.util.function.Supplier<T> reading) throws UsageException {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}

package theoria.study.landscape.internal.direction;

import theoria.core.model.graph.Weights;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.tensor.Tensor;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.study.landscape.internal.Options;
import theoria.study.landscape.internal.Vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The path of a training: theta_0, ..., theta_n in order of steps.
 *
 * @param steps updates made, or positions from 0 where the source does not tell
 * @param places weights and running statistics
 * @param words where they come from, for captions
 */
public record Checkpoints(List<Long> steps, List<Vectors> places, String words) {
    private static final int FEWEST = 3;

    /** Takes immutable copies. */
    public Checkpoints {
        steps = List.copyOf(steps);
        places = List.copyOf(places);
    }

    /** Why there is no path, in words; reads metadata only, so a file is looked at later. */
    public static Optional<String> obstacle(Model model, Options options) {
        int count = model.trajectory().size();
        if (!options.get(DirectionParameters.CHECKPOINTS).equals("registry") || count >= FEWEST) {
            return Optional.empty();
        }
        String there =
                count == 0 ? "no checkpoints" : count == 1 ? "one checkpoint" : "2 checkpoints";
        return Optional.of(
                "'"
                        + model.name()
                        + "' has "
                        + there
                        + " of its training; a plane needs at least "
                        + FEWEST
                        + ": train with checkpoints, or give checkpoints=file:PATH");
    }

    /** Bytes of a path that the registry holds. */
    public static double bytes(Model model, Options options) {
        boolean registry = options.get(DirectionParameters.CHECKPOINTS).equals("registry");
        int rows = registry ? model.trajectory().size() : FEWEST;
        return 2 * 8.0 * rows * model.graph().parameterCount();
    }

    /**
     * Reads the path of a model.
     *
     * @throws StudyException if it cannot be read, has fewer than three places, or is of another
     *     architecture
     */
    public static Checkpoints read(StudyInput input, Model model, Options options)
            throws StudyException {
        Optional<String> obstacle = obstacle(model, options);
        if (obstacle.isPresent()) {
            throw new StudyException(obstacle.get());
        }
        String word = options.get(DirectionParameters.CHECKPOINTS);
        try {
            Checkpoints path =
                    word.equals("registry")
                            ? registered(model)
                            : ofFile(
                                    input,
                                    model,
                                    Path.of(word.substring(DirectionSource.FILE.length())));
            return path.checked();
        } catch (FormatException e) {
            throw new StudyException(String.valueOf(e.getMessage()), e);
        }
    }

    private Checkpoints checked() throws FormatException {
        if (places.size() < FEWEST) {
            throw new FormatException(
                    words
                            + " has "
                            + (places.isEmpty()
                                    ? "no checkpoints"
                                    : places.size() == 1
                                            ? "one checkpoint"
                                            : places.size() + " checkpoints")
                            + "; expected at least "
                            + FEWEST
                            + ", which span a plane");
        }
        for (int i = 0; i < places.size(); i++) {
            if (!Double.isFinite(places.get(i).norm())) {
                throw new FormatException(
                        "checkpoint "
                                + i
                                + " of "
                                + words
                                + " holds numbers that are not finite; expected weights");
            }
        }
        return this;
    }

    private static Checkpoints registered(Model model) throws FormatException {
        List<Long> steps = new ArrayList<>();
        List<Vectors> places = new ArrayList<>();
        for (Model.Waypoint waypoint : model.trajectory()) {
            steps.add(waypoint.step());
            places.add(Vectors.of(waypoint.weights().read()));
        }
        return new Checkpoints(steps, places, "the training of " + model.name());
    }

    private static Checkpoints ofFile(StudyInput input, Model model, Path file)
            throws FormatException {
        String words = "'" + file.getFileName() + "'";
        return Files.isDirectory(file)
                ? ofFolder(input, model, file, words)
                : ofRows(input.tensors(file), model, words);
    }

    /** Rows {@code theta} of one number per parameter each, and {@code steps} if they are there. */
    private static Checkpoints ofRows(NamedTensors tensors, Model model, String words)
            throws FormatException {
        Tensor theta =
                named(tensors, "theta")
                        .orElseThrow(
                                () ->
                                        new FormatException(
                                                words
                                                        + " has no theta; expected rows of one"
                                                        + " number per parameter"));
        int width = model.graph().parameterCount();
        if (theta.shape().rank() != 2 || theta.shape().extent(1) != width) {
            throw new FormatException(
                    "theta of "
                            + words
                            + " has shape "
                            + theta.shape()
                            + "; expected rows of "
                            + width
                            + " numbers, one per parameter of '"
                            + model.name()
                            + "'");
        }
        int rows = theta.shape().extent(0);
        Optional<Tensor> given = named(tensors, "steps");
        if (given.isPresent() && given.get().size() != rows) {
            throw new FormatException(
                    "steps of "
                            + words
                            + " are "
                            + given.get().size()
                            + "; expected one for each of "
                            + rows
                            + " rows");
        }
        double[] buffers = model.weights().buffers().toDoubles();
        List<Long> steps = new ArrayList<>();
        List<Vectors> places = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            long position = row;
            int at = row;
            steps.add(given.map(tensor -> (long) tensor.get(at)).orElse(position));
            places.add(new Vectors(theta.rows(row, 1).toDoubles(), buffers));
        }
        return new Checkpoints(steps, places, words);
    }

    private static Optional<Tensor> named(NamedTensors tensors, String name) {
        return tensors.tensors().stream()
                .filter(entry -> entry.name().equals(name))
                .map(NamedTensors.Entry::values)
                .findFirst();
    }

    private static Checkpoints ofFolder(StudyInput input, Model model, Path folder, String words)
            throws FormatException {
        List<Long> steps = new ArrayList<>();
        List<Vectors> places = new ArrayList<>();
        for (Path file : files(folder)) {
            Weights weights = input.weights(file, model.graph());
            steps.add((long) steps.size());
            places.add(Vectors.of(weights));
        }
        return new Checkpoints(steps, places, words);
    }

    private static List<Path> files(Path folder) throws FormatException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile)
                    .filter(file -> !name(file).startsWith("."))
                    .sorted((a, b) -> NaturalOrder.compare(name(a), name(b)))
                    .toList();
        } catch (IOException e) {
            throw new FormatException(
                    "folder '" + folder + "' cannot be read; expected checkpoint files", e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}

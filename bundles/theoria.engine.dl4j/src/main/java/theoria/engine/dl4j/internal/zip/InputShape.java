package theoria.engine.dl4j.internal.zip;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Shape of the network's input, which a DL4J zip does not store. A preprocessor before the first
 * layer says it; a dense first layer takes vectors; otherwise the input is an image whose height
 * and width follow from the first place behind it where the file tells a size, taking the length
 * that every window divides exactly if there is one, else the smallest.
 */
final class InputShape {
    private static final int LONGEST = 1024;

    private final Configuration configuration;
    private final List<String> remarks;

    /** For a network; remarks receive what was decided. */
    InputShape(Configuration configuration, List<String> remarks) {
        this.configuration = configuration;
        this.remarks = remarks;
    }

    /** The shape of one example. */
    Shape find() throws FormatException {
        Optional<Shape> told = told();
        if (told.isPresent()) {
            return told.get();
        }
        int features = features();
        if (!image()) {
            return Shape.of(features);
        }
        int[] extents = new int[2];
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = length(axis, features);
        }
        remarks.add(
                "The file does not say the size of its images; "
                        + extents[0]
                        + " x "
                        + extents[1]
                        + " follows from its layers.");
        return Shape.of(features, extents[0], extents[1]);
    }

    /** What the preprocessor before the first layer says, if all that take the input have one. */
    private Optional<Shape> told() {
        List<Step> first = configuration.consumers(configuration.input());
        if (first.isEmpty() || first.get(0).preprocessors().isEmpty()) {
            return Optional.empty();
        }
        Preprocessor preprocessor = first.get(0).preprocessors().get(0);
        boolean common =
                first.stream()
                        .allMatch(
                                step ->
                                        !step.preprocessors().isEmpty()
                                                && step.preprocessors()
                                                        .get(0)
                                                        .equals(preprocessor));
        return Optional.of(
                common || !preprocessor.toImage()
                        ? preprocessor.image()
                        : Shape.of(preprocessor.image().size()));
    }

    /** Number of features or channels: what the first layer that counts them takes. */
    private int features() throws FormatException {
        for (Step step : configuration.steps()) {
            if (!step.preprocessors().isEmpty() && !step.preprocessors().get(0).toImage()) {
                return step.preprocessors().get(0).image().extent(0);
            }
            if (step.kind() == StepKind.BATCH_NORM) {
                return ParameterLayout.out(step);
            }
            if (step.kind().isDense() || step.kind() == StepKind.CONVOLUTION) {
                return ParameterLayout.in(step);
            }
        }
        throw new FormatException(
                "configuration.json: no layer says how many inputs the network has; expected a"
                        + " dense or convolution layer");
    }

    /** Whether a layer that takes images comes before one that takes vectors. */
    private boolean image() {
        for (Step step : configuration.steps()) {
            if (step.kind().needsImage() || !step.preprocessors().isEmpty()) {
                return true;
            }
            if (step.kind().isDense()) {
                return false;
            }
        }
        return false;
    }

    private int length(int axis, int channels) throws FormatException {
        int smallest = 0;
        for (int length = 1; length <= LONGEST; length++) {
            Walk walk = new Walk(configuration, axis, channels, length);
            if (walk.fits() && walk.exact()) {
                return length;
            }
            if (walk.fits() && smallest == 0) {
                smallest = length;
            }
        }
        if (smallest == 0) {
            throw new FormatException(
                    "configuration.json: no image size from 1 to "
                            + LONGEST
                            + " fits the layers; expected a preprocessor or dense layer that"
                            + " tells the size");
        }
        return smallest;
    }

    /** Follows one axis of an image through the layers. */
    private static final class Walk {
        private static final int VECTOR = -1;

        private final Map<String, Integer> lengths = new HashMap<>();
        private final Map<String, Integer> channels = new HashMap<>();
        private final int axis;
        private boolean told;
        private boolean wrong;
        private boolean rest;

        Walk(Configuration configuration, int axis, int features, int length)
                throws FormatException {
            this.axis = axis;
            lengths.put(configuration.input(), length);
            channels.put(configuration.input(), features);
            for (Step step : configuration.steps()) {
                follow(step);
                if (wrong) {
                    return;
                }
            }
        }

        /** Whether a size that the file tells was met, and none was missed. */
        boolean fits() {
            return told && !wrong;
        }

        /** Whether every window divided its input. */
        boolean exact() {
            return !rest;
        }

        private void follow(Step step) throws FormatException {
            int length = VECTOR;
            int depth = 0;
            for (String input : step.inputs()) {
                length = lengths.getOrDefault(input, VECTOR);
                depth += channels.getOrDefault(input, 0);
            }
            if (step.kind() != StepKind.MERGE && !step.inputs().isEmpty()) {
                depth = channels.getOrDefault(step.inputs().get(0), 0);
            }
            for (Preprocessor preprocessor : step.preprocessors()) {
                int extent = preprocessor.image().extent(axis + 1);
                told |= length != VECTOR;
                wrong |= length != VECTOR && length != extent;
                length = preprocessor.toImage() ? extent : VECTOR;
                depth = preprocessor.image().extent(0);
            }
            if (length != VECTOR) {
                OptionalInt next = next(step, length, depth);
                length = next.orElse(VECTOR);
            }
            lengths.put(step.name(), length);
            channels.put(
                    step.name(),
                    step.kind() == StepKind.CONVOLUTION ? ParameterLayout.out(step) : depth);
        }

        private OptionalInt next(Step step, int length, int depth) throws FormatException {
            switch (step.kind()) {
                case CONVOLUTION:
                case SUBSAMPLING:
                    int output = Windows.outputLength(step, axis, length);
                    wrong |= output == 0;
                    rest |= !Windows.exact(step, axis, length);
                    return OptionalInt.of(output);
                case ZERO_PADDING:
                    List<Integer> padding = Images.zeroPadding(step);
                    return OptionalInt.of(
                            length + padding.get(2 * axis) + padding.get(2 * axis + 1));
                case DENSE:
                case OUTPUT: // without a preprocessor: a square image that gives so many inputs
                    told = true;
                    wrong |= (long) depth * length * length != ParameterLayout.in(step);
                    return OptionalInt.empty();
                case GLOBAL_POOLING:
                    return OptionalInt.empty();
                default:
                    return OptionalInt.of(length);
            }
        }
    }
}

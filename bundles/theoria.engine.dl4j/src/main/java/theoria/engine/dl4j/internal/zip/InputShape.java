package theoria.engine.dl4j.internal.zip;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Shape of the network's input, which a DL4J zip does not store. A preprocessor before the first
 * layer says it; a dense first layer takes vectors; otherwise the input is an image whose height
 * and width follow from the first place behind it where the file tells a size. Where several do, a
 * square goes first, then one that every window divides exactly, then the smallest. Where no place
 * does, as behind convolutions only, every size that the layers take is as good as another, and the
 * images are taken as large as those of MNIST, or the next larger size that is a square.
 */
final class InputShape {
    /** Height and width of MNIST's images. */
    private static final int USUAL = 28;

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
        AxisWalk heights = walk(0, features);
        AxisWalk widths = walk(1, features);
        if (heights.fitting().isEmpty() && widths.fitting().isEmpty()) {
            return open(features, heights.open(), widths.open());
        }
        requireSome(heights.fitting());
        requireSome(widths.fitting());
        int height = choose(heights, widths);
        int width = choose(widths, heights);
        remarks.add(
                "The file does not say the size of its images; "
                        + height
                        + " x "
                        + width
                        + " was taken, its layers allow "
                        + range(heights.fitting())
                        + " x "
                        + range(widths.fitting())
                        + ".");
        return Shape.of(features, height, width);
    }

    private AxisWalk walk(int axis, int features) throws FormatException {
        return new AxisWalk(configuration, axis, features);
    }

    /** A shape where no layer tells one. */
    private Shape open(int features, List<Integer> heights, List<Integer> widths)
            throws FormatException {
        List<Integer> squares = new ArrayList<>(heights);
        squares.retainAll(widths);
        squares.removeIf(length -> length < USUAL);
        requireSome(squares);
        int length = squares.get(0);
        remarks.add(
                "The file does not say the size of its images, and its layers take sizes from "
                        + heights.get(0)
                        + " x "
                        + widths.get(0)
                        + " on; "
                        + length
                        + " x "
                        + length
                        + " was taken.");
        return Shape.of(features, length, length);
    }

    private static void requireSome(List<Integer> lengths) throws FormatException {
        if (lengths.isEmpty()) {
            throw new FormatException(
                    "configuration.json: no size of the images follows from the layers; expected a"
                            + " preprocessor or dense layer that tells it");
        }
    }

    private static String range(List<Integer> lengths) {
        int first = lengths.get(0);
        int last = lengths.get(lengths.size() - 1);
        return first == last ? String.valueOf(first) : "(" + first + " to " + last + ")";
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
            if (step.kind() == StepKind.PRELU && Slopes.extents(step).get(0) != Slopes.SHARED) {
                return Slopes.extents(step).get(0);
            }
            if (step.kind().isDense() || step.kind().isConvolution()) {
                return ParameterLayout.in(step);
            }
        }
        throw new FormatException(
                "configuration.json: no layer says how many inputs the network has; expected a"
                        + " dense or convolution layer");
    }

    /** Whether a layer that takes images comes before one that takes vectors. */
    private boolean image() throws FormatException {
        for (Step step : configuration.steps()) {
            if (step.kind().needsImage() || !step.preprocessors().isEmpty()) {
                return true;
            }
            if (step.kind() == StepKind.PRELU) {
                return Slopes.extents(step).size() > 1;
            }
            if (step.kind().isDense()) {
                return false;
            }
        }
        return false;
    }

    /** A length that suits both axes goes first, and one without a rest before one with. */
    private static int choose(AxisWalk own, AxisWalk other) {
        List<Integer> candidates = new ArrayList<>(own.fitting());
        List<Integer> exact = new ArrayList<>(own.exact());
        if (!Collections.disjoint(candidates, other.fitting())) {
            candidates.retainAll(other.fitting());
            exact.retainAll(other.exact());
        }
        return exact.isEmpty() ? candidates.get(0) : exact.get(0);
    }
}

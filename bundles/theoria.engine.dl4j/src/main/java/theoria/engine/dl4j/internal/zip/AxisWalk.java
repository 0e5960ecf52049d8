package theoria.engine.dl4j.internal.zip;

import theoria.core.model.load.FormatException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows the length of one axis of an image through the layers, to find the lengths of the input
 * that give what the file tells further on: the size before a preprocessor, or the number of inputs
 * of a dense layer, for which the image is taken as square.
 */
final class AxisWalk {
    private static final int LONGEST = 1024;
    private static final int LONGEST_INSIDE = 1 << 16;
    private static final int VECTOR = -1;

    private final Configuration configuration;
    private final int axis;
    private final int features;
    private final Map<String, LengthRule> rules = new HashMap<>();
    private final Map<String, Integer> demands = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final List<Integer> fitting = new ArrayList<>();
    private final List<Integer> exact = new ArrayList<>();
    private final List<Integer> open = new ArrayList<>();

    private Map<String, Integer> lengths = Map.of();
    private Map<String, Integer> channels = Map.of();
    private boolean told;
    private boolean wrong;
    private boolean rest;

    /**
     * Tries every length of the input.
     *
     * @param axis 0 for the height, 1 for the width
     * @param features channels of the input
     */
    AxisWalk(Configuration configuration, int axis, int features) throws FormatException {
        this.configuration = configuration;
        this.axis = axis;
        this.features = features;
        for (Step step : configuration.steps()) {
            prepare(step);
        }
        for (int length = 1; length <= LONGEST; length++) {
            walk(length);
            if (told && !wrong) {
                fitting.add(length);
            }
            if (told && !wrong && !rest) {
                exact.add(length);
            }
            if (!told && !wrong) {
                open.add(length);
            }
        }
    }

    /** Lengths that fit, ascending. */
    List<Integer> fitting() {
        return fitting;
    }

    /** Those of them that every window divides without a rest. */
    List<Integer> exact() {
        return exact;
    }

    /** Lengths with which no layer told anything and none was in the way, ascending. */
    List<Integer> open() {
        return open;
    }

    /** Takes the numbers of a step out of the JSON, once. */
    private void prepare(Step step) throws FormatException {
        Optional<LengthRule> rule = rule(step);
        if (rule.isPresent()) {
            rules.put(step.name(), rule.get());
        }
        if (step.kind().isConvolution()) {
            counts.put(step.name(), ParameterLayout.out(step));
        } else if (step.kind().isDense()) {
            counts.put(step.name(), ParameterLayout.in(step));
        } else if (step.kind() == StepKind.PRELU) {
            demand(step);
        }
    }

    /** Slopes tell the length of an axis that has one for each place. */
    private void demand(Step step) throws FormatException {
        List<Integer> extents = Slopes.extents(step);
        int extent = axis + 1 < extents.size() ? extents.get(axis + 1) : VECTOR;
        if (extent != Slopes.SHARED) {
            demands.put(step.name(), extent);
        }
    }

    private Optional<LengthRule> rule(Step step) throws FormatException {
        switch (step.kind()) {
            case CONVOLUTION:
            case SEPARABLE:
            case DEPTHWISE:
            case SUBSAMPLING:
                return Optional.of(window(step));
            case DECONVOLUTION:
                return Optional.of(Windows.axis(step, axis).transposed());
            case ZERO_PADDING:
                int more = bothSides(Images.zeroPadding(step));
                return Optional.of(length -> length + more);
            case CROPPING:
                int less = bothSides(Images.cropping(step));
                return Optional.of(length -> length - less);
            case UPSAMPLING:
                int factor = Images.upsampling(step).get(axis);
                return Optional.of(length -> length * factor);
            default:
                return Optional.empty();
        }
    }

    /** A window; in mode Strict it takes lengths without a rest only. */
    private LengthRule window(Step step) throws FormatException {
        Windows.Axis along = Windows.axis(step, axis);
        boolean strict = Windows.mode(step).equals("Strict");
        return strict ? length -> along.exact(length) ? along.outputLength(length) : 0 : along;
    }

    private int bothSides(List<Integer> sides) {
        return sides.get(2 * axis) + sides.get(2 * axis + 1);
    }

    private void walk(int length) {
        told = false;
        wrong = false;
        rest = false;
        lengths = new HashMap<>();
        channels = new HashMap<>();
        lengths.put(configuration.input(), length);
        channels.put(configuration.input(), features);
        for (Step step : configuration.steps()) {
            follow(step);
            if (wrong) {
                return;
            }
        }
    }

    private void follow(Step step) {
        int length = VECTOR;
        int depth = 0;
        for (String input : step.inputs()) {
            length = lengths.getOrDefault(input, VECTOR);
            int more = channels.getOrDefault(input, 0);
            depth = step.kind() == StepKind.MERGE ? depth + more : more;
        }
        for (Preprocessor preprocessor : step.preprocessors()) {
            int extent = preprocessor.image().extent(axis + 1);
            told |= length != VECTOR;
            wrong |= length != VECTOR && length != extent;
            length = preprocessor.toImage() ? extent : VECTOR;
            depth = preprocessor.image().extent(0);
        }
        lengths.put(step.name(), length == VECTOR ? VECTOR : next(step, length, depth));
        channels.put(step.name(), step.kind().isConvolution() ? count(step) : depth);
    }

    private int count(Step step) {
        return counts.getOrDefault(step.name(), 0);
    }

    private int next(Step step, int length, int depth) {
        LengthRule rule = rules.get(step.name());
        if (rule != null) {
            int output = rule.outputLength(length);
            wrong |= output < 1 || output > LONGEST_INSIDE;
            rest |= !rule.exact(length);
            return output;
        }
        Integer demand = demands.get(step.name());
        if (demand != null) {
            told = true;
            wrong |= length != demand;
        }
        if (step.kind().isDense()) {
            told = true;
            wrong |= (long) depth * length * length != count(step);
            return VECTOR;
        }
        return step.kind() == StepKind.GLOBAL_POOLING ? VECTOR : length;
    }
}

package theoria.engine.dl4j.internal.zip;

import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Window;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Translates the layers that run filters over images, without their activation. */
final class Filters {
    private Filters() {}

    /** The convolution of a layer of any kind that has filters. */
    static String convolution(Step step, String input, Assembly assembly) throws FormatException {
        Preprocessor.requireChannelsFirst(step.body(), "cnn2dDataFormat");
        Shape image = Images.requireImage(step, input, assembly);
        int in = ParameterLayout.in(step);
        if (image.extent(0) != in) {
            throw step.body()
                    .refuse("takes " + in + " channels but gets " + image, "the same number");
        }
        switch (step.kind()) {
            case DEPTHWISE:
                return depthwise(step, image, input, assembly);
            case SEPARABLE:
                return separable(step, image, input, assembly);
            case DECONVOLUTION:
                return transposed(step, image, input, assembly);
            default:
                return plain(step, Images.window(step, image), 1, input, assembly);
        }
    }

    private static String plain(
            Step step, Window window, int groups, String input, Assembly assembly)
            throws FormatException {
        Operator operator = new Operator.Convolution(ParameterLayout.out(step), window, groups);
        return assembly.main(step, operator, input, blocks(step, ParameterLayout.kernel(step)));
    }

    private static Map<Role, String> blocks(Step step, String kernel) throws FormatException {
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        blocks.put(Role.KERNEL, kernel);
        if (ParameterLayout.biased(step)) {
            blocks.put(Role.BIAS, ParameterLayout.bias(step));
        }
        return blocks;
    }

    /** Some filters for each channel. */
    private static String depthwise(Step step, Shape image, String input, Assembly assembly)
            throws FormatException {
        int filters = Math.multiplyExact(image.extent(0), ParameterLayout.multiplier(step));
        if (ParameterLayout.out(step) != filters) {
            throw step.body()
                    .refuse(
                            "puts out " + ParameterLayout.out(step) + " channels",
                            filters + ", those of its input times 'depthMultiplier'");
        }
        return plain(step, Images.window(step, image), image.extent(0), input, assembly);
    }

    /** Some filters for each channel, without bias, then a convolution of 1 x 1. */
    private static String separable(Step step, Shape image, String input, Assembly assembly)
            throws FormatException {
        int channels = image.extent(0);
        int between = Math.multiplyExact(channels, ParameterLayout.multiplier(step));
        Operator each = new Operator.Convolution(between, Images.window(step, image), channels);
        Map<Role, String> kernel = Map.of(Role.KERNEL, ParameterLayout.kernel(step));
        String depth = assembly.side(step, "depthwise", each, input, kernel);
        Operator point =
                new Operator.Convolution(ParameterLayout.out(step), Window.square(1, 1, 0), 1);
        return assembly.main(step, point, depth, blocks(step, ParameterLayout.pointKernel(step)));
    }

    private static String transposed(Step step, Shape image, String input, Assembly assembly)
            throws FormatException {
        List<Integer> more = new ArrayList<>();
        for (int axis = 0; axis < 2; axis++) {
            Windows.Axis along = Windows.axis(step, axis);
            if (along.transposed().outputLength(image.extent(axis + 1)) < 1) {
                throw step.body()
                        .refuse("pads away all that " + image + " gives", "a smaller padding");
            }
            int gap = Math.max(0, along.stride() - along.span());
            if (along.same() && gap > 1) { // DL4J shifts these by half the gap
                throw step.body()
                        .refuse(
                                "leaves gaps of " + gap + " between its windows in mode Same",
                                "a gap of 1 at most");
            }
            more.add(along.same() ? gap : 0);
        }
        Operator operator =
                new Operator.TransposedConvolution(
                        ParameterLayout.out(step), Windows.transposed(step), 1, more);
        return assembly.main(step, operator, input, blocks(step, ParameterLayout.kernel(step)));
    }
}

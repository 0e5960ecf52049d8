package theoria.engine.dl4j.internal.zip;

import theoria.core.model.load.FormatException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which numbers of coefficients.bin belong to which layer, from the configuration alone. Layers
 * follow one another in DL4J's order. Within a layer (org.deeplearning4j.nn.params):
 *
 * <ul>
 *   <li>dense: kernel (in, out) column by column - which is our [out,in] row by row -, then bias;
 *   <li>convolution: bias first, then kernel [out,in,kh,kw] row-major, a transposed one
 *       [in,out,kh,kw];
 *   <li>depthwise: bias first, then kernel (kh, kw, in, multiplier) row-major; channel i of the
 *       input gives channels i times the multiplier and following;
 *   <li>separable: bias first, then kernel (multiplier, in, kh, kw), then [out,in x multiplier]
 *       row-major;
 *   <li>PReLU: slopes, the first axis running fastest;
 *   <li>batch norm: gamma and beta (unless locked), mean, variance or log10 of the deviation.
 * </ul>
 */
final class ParameterLayout {
    private static final int MOST_UNITS = 1 << 26;

    private final Map<String, List<Slice>> slices = new LinkedHashMap<>();

    /** The layout of a network. */
    ParameterLayout(Configuration configuration) throws FormatException {
        for (Step step : configuration.steps()) {
            slices.put(step.name(), slices(step));
        }
    }

    private static List<Slice> slices(Step step) throws FormatException {
        switch (step.kind()) {
            case DENSE:
            case OUTPUT:
                return dense(step);
            case CONVOLUTION:
            case DECONVOLUTION:
            case DEPTHWISE:
            case SEPARABLE:
                return convolution(step);
            case PRELU:
                return List.of(slopes(step));
            case BATCH_NORM:
                return norm(step);
            default:
                return List.of();
        }
    }

    private static List<Slice> dense(Step step) throws FormatException {
        if (step.body().flag("hasLayerNorm", false)) {
            throw step.body().refuse("has layer normalisation", "a plain dense layer");
        }
        long in = in(step);
        long out = out(step);
        List<Slice> slices = new ArrayList<>();
        slices.add(Slice.of(kernel(step), in * out));
        if (biased(step)) {
            slices.add(Slice.of(bias(step), out));
        }
        return slices;
    }

    private static List<Slice> convolution(Step step) throws FormatException {
        List<Slice> slices = new ArrayList<>();
        if (biased(step)) {
            slices.add(Slice.of(bias(step), out(step)));
        }
        long in = in(step);
        long height = Windows.kernel(step).get(0);
        long width = Windows.kernel(step).get(1);
        if (step.kind() == StepKind.DEPTHWISE) {
            List<Long> extents = List.of(height, width, in, (long) multiplier(step));
            slices.add(new Slice(kernel(step), extents, List.of(2, 3, 0, 1), false));
        } else if (step.kind() == StepKind.SEPARABLE) {
            List<Long> extents = List.of((long) multiplier(step), in, height, width);
            slices.add(new Slice(kernel(step), extents, List.of(1, 0, 2, 3), false));
            long between = in * multiplier(step);
            slices.add(Slice.of(pointKernel(step), Math.multiplyExact(between, out(step))));
        } else {
            long filters = Math.multiplyExact(in, out(step));
            slices.add(Slice.of(kernel(step), Math.multiplyExact(filters, height * width)));
        }
        return slices;
    }

    private static Slice slopes(Step step) throws FormatException {
        List<Long> extents = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int extent : Slopes.extents(step)) {
            order.add(0, extents.size());
            extents.add(0, (long) Math.max(1, extent));
        }
        return new Slice(kernel(step), extents, order, false);
    }

    /** How many filters each channel has of its own. */
    static int multiplier(Step step) throws FormatException {
        return step.body().has("depthMultiplier")
                ? step.body().integer("depthMultiplier", 1, Section.LARGEST_EXTENT)
                : 1;
    }

    private static List<Slice> norm(Step step) throws FormatException {
        long features = out(step);
        List<Slice> slices = new ArrayList<>();
        if (!step.body().flag("lockGammaBeta", false)) {
            slices.add(Slice.of(gamma(step), features));
            slices.add(Slice.of(beta(step), features));
        }
        slices.add(Slice.of(mean(step), features));
        boolean logarithm = step.body().flag("useLogStd", false);
        slices.add(new Slice(variance(step), List.of(features), List.of(0), logarithm));
        return slices;
    }

    /** Number of inputs of a layer. */
    static int in(Step step) throws FormatException {
        return step.body().integer(step.body().has("nIn") ? "nIn" : "nin", 1, MOST_UNITS);
    }

    /** Number of outputs of a layer. */
    static int out(Step step) throws FormatException {
        return step.body().integer(step.body().has("nOut") ? "nOut" : "nout", 1, MOST_UNITS);
    }

    static boolean biased(Step step) throws FormatException {
        return step.body().flag("hasBias", true);
    }

    static String kernel(Step step) {
        return step.name() + ".W";
    }

    static String pointKernel(Step step) {
        return step.name() + ".pW";
    }

    static String bias(Step step) {
        return step.name() + ".b";
    }

    static String gamma(Step step) {
        return step.name() + ".gamma";
    }

    static String beta(Step step) {
        return step.name() + ".beta";
    }

    static String mean(Step step) {
        return step.name() + ".mean";
    }

    static String variance(Step step) {
        return step.name() + ".var";
    }

    /** All runs in the order of the file. */
    List<Slice> slices() {
        return slices.values().stream().flatMap(List::stream).toList();
    }

    /** How many numbers the layers take. */
    long total() {
        return slices().stream().mapToLong(Slice::length).reduce(0, Math::addExact);
    }

    /** "layer0 16, layer1 25", for sentences. */
    String summary() {
        List<String> parts = new ArrayList<>();
        slices.forEach(
                (name, own) -> {
                    if (!own.isEmpty()) {
                        parts.add(name + " " + own.stream().mapToLong(Slice::length).sum());
                    }
                });
        int shown = Math.min(parts.size(), 8);
        return String.join(", ", parts.subList(0, shown)) + (shown < parts.size() ? ", ..." : "");
    }
}

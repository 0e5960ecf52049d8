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
 *   <li>convolution: bias first, then kernel [out,in,kh,kw] row-major;
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
                return convolution(step);
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
        long size = (long) in(step) * out(step);
        for (int extent : Windows.kernel(step)) {
            size = Math.multiplyExact(size, extent);
        }
        List<Slice> slices = new ArrayList<>();
        if (biased(step)) {
            slices.add(Slice.of(bias(step), out(step)));
        }
        slices.add(Slice.of(kernel(step), size));
        return slices;
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
        slices.add(new Slice(variance(step), features, logarithm));
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

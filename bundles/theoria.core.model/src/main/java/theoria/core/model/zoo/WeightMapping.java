package theoria.core.model.zoo;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Weights of a file put into an architecture. A block takes the tensor of its name (prefixes such
 * as {@code module.} left aside), else the first free one of its shape whose name does not speak
 * against it, in the order of the file. Every block gets a tensor and every tensor of
 * floating-point numbers a block, or nothing is attached.
 *
 * @param weights of the architecture
 * @param pairs which tensor went into which block, in the order of the blocks
 * @param unused names of tensors of whole numbers (counters), which belong to no block
 */
public record WeightMapping(Weights weights, List<Pair> pairs, List<String> unused) {
    private static final List<String> PREFIXES = List.of("module.", "_orig_mod.", "model.");

    /**
     * One block with its tensor.
     *
     * @param block name of the block
     * @param shape of the block
     * @param tensor the file's name of the tensor
     * @param how a phrase: {@code by name}, {@code by order and shape}
     */
    public record Pair(String block, Shape shape, String tensor, String how) {
        @Override
        public String toString() {
            return block + " " + shape + " <- " + tensor + " (" + how + ")";
        }
    }

    /** Takes immutable copies. */
    public WeightMapping {
        pairs = List.copyOf(pairs);
        unused = List.copyOf(unused);
    }

    /** How the tensors found their places, in a sentence. */
    public String summary() {
        long named = pairs.stream().filter(pair -> pair.how().startsWith("by name")).count();
        return named
                + " tensors found their places by name, "
                + (pairs.size() - named)
                + " by order and shape.";
    }

    /**
     * Puts the tensors of a file into a graph.
     *
     * @throws FormatException if a block gets no tensor or a tensor no block, naming the first of
     *     them
     */
    public static WeightMapping attach(NetworkGraph graph, NamedTensors file)
            throws FormatException {
        Map<String, NamedTensors.Entry> free = new LinkedHashMap<>();
        List<String> unused = new ArrayList<>();
        for (NamedTensors.Entry entry : file.tensors()) {
            if (entry.whole()) {
                unused.add(entry.name());
            } else {
                free.put(entry.name(), entry);
            }
        }
        boolean wide =
                free.values().stream()
                        .anyMatch(entry -> entry.values().precision() == Precision.DOUBLE);
        Weights.Builder weights = Weights.builder(graph, wide ? Precision.DOUBLE : Precision.FLOAT);
        Map<String, Pair> pairs = new LinkedHashMap<>();
        graph.blocks().forEach(block -> byName(block, free, weights, pairs));
        for (Block block : graph.blocks()) {
            if (!pairs.containsKey(block.name())) {
                byShape(block, free, weights, pairs);
            }
        }
        if (!free.isEmpty()) {
            throw leftOver(graph, free);
        }
        List<Pair> ordered =
                graph.blocks().stream()
                        .map(block -> Objects.requireNonNull(pairs.get(block.name())))
                        .toList();
        return new WeightMapping(weights.build(), ordered, unused);
    }

    private static void byName(
            Block block,
            Map<String, NamedTensors.Entry> free,
            Weights.Builder weights,
            Map<String, Pair> pairs) {
        Optional<NamedTensors.Entry> found =
                free.values().stream()
                        .filter(entry -> bare(entry.name()).equals(bare(block.name())))
                        .filter(entry -> fits(entry.values().shape(), block))
                        .findFirst();
        found.ifPresent(entry -> take(block, entry, "by name", free, weights, pairs));
    }

    private static String bare(String name) {
        String bare = name;
        for (String prefix : PREFIXES) {
            bare = bare.startsWith(prefix) ? bare.substring(prefix.length()) : bare;
        }
        return bare;
    }

    private static void byShape(
            Block block,
            Map<String, NamedTensors.Entry> free,
            Weights.Builder weights,
            Map<String, Pair> pairs)
            throws FormatException {
        Optional<NamedTensors.Entry> found =
                free.values().stream()
                        .filter(entry -> TensorRole.of(entry.name()).contains(block.role()))
                        .filter(entry -> fits(entry.values().shape(), block))
                        .findFirst();
        if (found.isEmpty()) {
            throw new FormatException(
                    "no tensor of the file fits '"
                            + block.name()
                            + "' of shape "
                            + block.shape()
                            + "; free are "
                            + listed(free)
                            + "; expected one tensor for each of the architecture's");
        }
        take(block, found.get(), "by order and shape", free, weights, pairs);
    }

    private static boolean fits(Shape values, Block block) {
        return values.squeeze().equals(block.shape().squeeze()) || turned(values, block);
    }

    /** Whether a shape is that of a block of two axes, the other way round. */
    private static boolean turned(Shape values, Block block) {
        Shape shape = block.shape();
        return block.role() == Role.KERNEL
                && shape.rank() == 2
                && values.rank() == 2
                && values.extent(0) == shape.extent(1)
                && values.extent(1) == shape.extent(0);
    }

    /** The tensor in the block's shape: as it is, with extents of 1 more or less, or transposed. */
    private static Tensor fitted(Tensor values, Block block) {
        return values.shape().squeeze().equals(block.shape().squeeze())
                ? values.reshape(block.shape())
                : transposed(values);
    }

    private static Tensor transposed(Tensor values) {
        int rows = values.shape().extent(0);
        int columns = values.shape().extent(1);
        Shape turned = Shape.of(columns, rows);
        if (values.precision() == Precision.FLOAT) {
            float[] floats = new float[rows * columns];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) values.get(i % rows * columns + i / rows);
            }
            return Tensor.of(turned, floats);
        }
        double[] doubles = new double[rows * columns];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values.get(i % rows * columns + i / rows);
        }
        return Tensor.of(turned, doubles);
    }

    private static void take(
            Block block,
            NamedTensors.Entry entry,
            String how,
            Map<String, NamedTensors.Entry> free,
            Weights.Builder weights,
            Map<String, Pair> pairs) {
        Tensor fitted = fitted(entry.values(), block);
        boolean turned = !entry.values().shape().squeeze().equals(block.shape().squeeze());
        String way = turned ? how + ", transposed" : how;
        weights.set(block.name(), fitted);
        free.remove(entry.name());
        pairs.put(block.name(), new Pair(block.name(), block.shape(), entry.name(), way));
    }

    private static FormatException leftOver(
            NetworkGraph graph, Map<String, NamedTensors.Entry> free) {
        return new FormatException(
                "the architecture "
                        + graph.name()
                        + " has no place for "
                        + listed(free)
                        + "; expected a place for each tensor of the file");
    }

    private static String listed(Map<String, NamedTensors.Entry> free) {
        List<String> some =
                free.values().stream()
                        .limit(3)
                        .map(entry -> "'" + entry.name() + "' " + entry.values().shape())
                        .toList();
        String more =
                free.size() > some.size() ? " and " + (free.size() - some.size()) + " more" : "";
        return some.isEmpty() ? "none" : String.join(", ", some) + more;
    }
}

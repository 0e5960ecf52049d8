package theoria.study.landscape.internal.frame;

import theoria.core.model.data.Batch;
import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.Fingerprint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Running statistics of batch norm measured anew, as torch measures them in training with {@code
 * momentum=None} (and {@code torch.optim.swa_utils.update_bn}): on each of B training batches every
 * batch norm normalises by the mean m and the biased variance sum (x - m)^2 / M of its own input, M
 * = examples x places per channel; the running mean is the average of the B means, the running
 * variance that of the B unbiased variances sum (x - m)^2 / (M - 1).
 *
 * <p>The network stays in inference mode: a batch's statistics are put into its buffers layer by
 * layer, from the input on. A network in which a path from input to output passes L batch norms
 * costs B L forward passes of a batch.
 */
public final class BatchNormStatistics {
    private final NetworkGraph graph;
    private final List<List<Node>> levels;
    private final List<String> inputs;
    private final List<Batch> batches;

    private BatchNormStatistics(NetworkGraph graph, List<Batch> batches) {
        this.graph = graph;
        this.batches = batches;
        this.levels = levels(graph);
        this.inputs =
                levels.stream()
                        .flatMap(List::stream)
                        .map(node -> node.inputs().get(0))
                        .distinct()
                        .toList();
    }

    /**
     * Measures on the first batches of the train split.
     *
     * @param count how many; fewer if the split has fewer
     */
    public static BatchNormStatistics of(StudyInput input, Model model, int count)
            throws StudyException {
        Examples examples = model.prepare(input.examples(Split.TRAIN));
        int size = Math.min(input.batch(), examples.size());
        List<Batch> batches = new ArrayList<>();
        // a last batch of fewer examples would weigh as much as a full one
        for (int from = 0; from + size <= examples.size() && batches.size() < count; from += size) {
            batches.add(examples.read(from, size));
        }
        return new BatchNormStatistics(model.graph(), batches);
    }

    /** Whether a network has any. */
    public static boolean has(NetworkGraph graph) {
        return !levels(graph).isEmpty();
    }

    /** Why they cannot be measured, in words; empty if they can. */
    public static Optional<String> obstacle(StudyInput input, Model model) {
        int examples = input.train().map(Examples::size).orElse(0);
        if (examples == 0) {
            return Optional.of(
                    "statistics=recompute of '"
                            + model.name()
                            + "' needs the train split, which the data lacks");
        }
        int size = Math.min(input.batch(), examples);
        Map<String, String> owners = new HashMap<>();
        for (List<Node> level : levels(model.graph())) {
            for (Node node : level) {
                Block means = model.graph().block(node, Role.MEAN).orElseThrow();
                String other = owners.putIfAbsent(means.name(), node.name());
                if (other != null) {
                    return Optional.of(
                            "statistics=recompute cannot serve '"
                                    + other
                                    + "' and '"
                                    + node.name()
                                    + "', which share one running mean; expected one batch norm"
                                    + " for each");
                }
                Shape shape = model.graph().shape(node.inputs().get(0));
                if ((long) size * places(shape) < 2) {
                    return Optional.of(
                            "statistics=recompute needs batches of at least 2 examples for '"
                                    + node.name()
                                    + "': one number has no variance");
                }
            }
        }
        return Optional.empty();
    }

    /** Batch norms that depend on the example, by how many others lie before them. */
    private static List<List<Node>> levels(NetworkGraph graph) {
        Map<String, Integer> before = new HashMap<>();
        Map<Integer, List<Node>> levels = new TreeMap<>();
        for (Node node : graph.nodes()) {
            int level = 0;
            for (String input : node.inputs()) {
                level = Math.max(level, before.getOrDefault(input, 0));
            }
            if (node.operator() instanceof Operator.BatchNorm
                    && node.block(Role.MEAN).isPresent()
                    && graph.batched(node.inputs().get(0))) {
                levels.computeIfAbsent(level, key -> new ArrayList<>()).add(node);
                level++;
            }
            before.put(node.name(), level);
        }
        return List.copyOf(levels.values());
    }

    private static int places(Shape shape) {
        return shape.size() / shape.extent(0);
    }

    /** How many batches there are. */
    public int batches() {
        return batches.size();
    }

    /** Adds the batches that are measured on. */
    void identify(Fingerprint print) {
        batches.forEach(print::add);
    }

    /** Examples that pass the network for one estimate. */
    public static long passes(NetworkGraph graph, int batches, int size) {
        return (long) levels(graph).size() * batches * size;
    }

    /**
     * Measures the statistics at a network's weights and leaves them in it.
     *
     * @param start the other buffers, of what is no batch norm
     */
    public void measure(Network network, double[] start, StudyProgress progress) throws Cancelled {
        double[] sums = new double[start.length];
        for (Batch batch : batches) {
            double[] current = start.clone();
            for (List<Node> level : levels) {
                progress.check();
                network.setBuffers(current);
                // always the same nodes: an engine may compile for the set that is asked for
                Map<String, Tensor> values = network.activations(batch.inputs(), inputs);
                for (Node node : level) {
                    String from = node.inputs().get(0);
                    take(node, Objects.requireNonNull(values.get(from)), current, sums);
                }
            }
        }
        double[] measured = start.clone();
        for (List<Node> level : levels) {
            level.forEach(node -> average(node, sums, measured));
        }
        network.setBuffers(measured);
    }

    /** Puts the statistics of a batch into the buffers, and adds them to the sums. */
    private void take(Node node, Tensor values, double[] current, double[] sums) {
        Block means = graph.block(node, Role.MEAN).orElseThrow();
        Block variances = graph.block(node, Role.VARIANCE).orElseThrow();
        int channels = means.size();
        int examples = values.shape().extent(0);
        int places = values.size() / examples / channels;
        double count = (double) examples * places;
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int n = 0; n < examples; n++) {
                int at = (n * channels + c) * places;
                for (int i = at; i < at + places; i++) {
                    sum += values.get(i);
                }
            }
            double mean = sum / count;
            double squares = 0;
            for (int n = 0; n < examples; n++) {
                int at = (n * channels + c) * places;
                for (int i = at; i < at + places; i++) {
                    double difference = values.get(i) - mean;
                    squares += difference * difference;
                }
            }
            current[means.offset() + c] = mean;
            current[variances.offset() + c] = squares / count;
            sums[means.offset() + c] += mean;
            sums[variances.offset() + c] += squares / (count - 1);
        }
    }

    private void average(Node node, double[] sums, double[] measured) {
        for (Role role : List.of(Role.MEAN, Role.VARIANCE)) {
            Block block = graph.block(node, role).orElseThrow();
            for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                measured[i] = sums[i] / batches.size();
            }
        }
    }
}

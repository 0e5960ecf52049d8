package theoria.study.inspection.internal;

import theoria.core.math.stat.KernelAlignment;
import theoria.core.model.data.Examples;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Role;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Tensor;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** What the layers with kernels of a network make of the first examples, as Gram matrices. */
public final class Representations {
    /** Numbers of layers over all examples that are held at once, 256 MiB of doubles. */
    private static final long MOST_NUMBERS = 1L << 25;

    private final List<String> layers;
    private final List<double[]> grams;
    private final List<String> left;

    private Representations(List<String> layers, List<double[]> grams, List<String> left) {
        this.layers = List.copyOf(layers);
        this.grams = List.copyOf(grams);
        this.left = List.copyOf(left);
    }

    /** Computes them over the first examples. */
    public static Representations of(
            StudyInput input, Model model, Examples prepared, int count, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        List<List<String>> groups = new ArrayList<>();
        List<String> left = new ArrayList<>();
        group(model, count, groups, left);
        AtomicInteger done = new AtomicInteger();
        List<List<double[]>> grams =
                progress.parallel(
                        groups.size(),
                        () -> input.open(model, input.need()),
                        (network, piece) -> {
                            List<String> group = groups.get(piece);
                            List<double[]> own =
                                    grams(network, group, prepared, count, input.batch());
                            double part = (double) done.incrementAndGet() / groups.size();
                            progress.report(part, "activations of " + model.name());
                            return own;
                        });
        return new Representations(flat(groups), flat(grams), left);
    }

    private static <T> List<T> flat(List<List<T>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }

    /** Layers that are computed by one pass, for each pass. */
    private static void group(
            Model model, int count, List<List<String>> groups, List<String> left) {
        long held = MOST_NUMBERS;
        for (Node node : model.graph().nodes()) {
            if (node.block(Role.KERNEL).isEmpty()) {
                continue;
            }
            long numbers = (long) model.graph().shape(node.name()).size() * count;
            if (numbers > MOST_NUMBERS) {
                left.add(node.name());
                continue;
            }
            if (held + numbers > MOST_NUMBERS) {
                groups.add(new ArrayList<>());
                held = 0;
            }
            groups.get(groups.size() - 1).add(node.name());
            held += numbers;
        }
    }

    private static List<double[]> grams(
            Network network, List<String> layers, Examples prepared, int count, int batch) {
        List<double[]> features = new ArrayList<>();
        for (String layer : layers) {
            features.add(new double[count * network.graph().shape(layer).size()]);
        }
        for (int from = 0; from < count; from += batch) {
            Tensor inputs = prepared.read(from, Math.min(batch, count - from)).inputs();
            Map<String, Tensor> outputs = network.activations(inputs, layers);
            for (int i = 0; i < layers.size(); i++) {
                double[] values = Objects.requireNonNull(outputs.get(layers.get(i))).toDoubles();
                int width = features.get(i).length / count;
                System.arraycopy(values, 0, features.get(i), from * width, values.length);
            }
        }
        return features.stream().map(own -> KernelAlignment.gram(own, count)).toList();
    }

    /** The layers, in the order of execution. */
    public List<String> layers() {
        return layers;
    }

    /** Layers whose activations are too large to be compared. */
    public List<String> left() {
        return left;
    }

    /** CKA of each layer with each of another network, row-major. */
    public double[] alignment(Representations other) {
        double[] alignment = new double[layers.size() * other.layers.size()];
        int next = 0;
        for (double[] own : grams) {
            for (double[] theirs : other.grams) {
                alignment[next] = KernelAlignment.of(own, theirs);
                next++;
            }
        }
        return alignment;
    }
}

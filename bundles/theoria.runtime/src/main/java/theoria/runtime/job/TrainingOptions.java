package theoria.runtime.job;

import theoria.core.model.data.Augmentation;
import theoria.core.model.data.Corruption;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What is asked of a training beside how it goes.
 *
 * @param freeze names of layers that keep their numbers, {@code *} stands for any letters
 * @param augmentation of the examples
 * @param corruption of the training data
 * @param heldOut share of the train split, chosen by the seed, that is not trained on but measured
 *     at checkpoints; 0 to measure the test split
 * @param patience checkpoints without a smaller loss on what is measured after which training stops
 *     and the best checkpoint is taken; 0 to train to the end
 * @param keep most checkpoints that are kept, at least 4: when there are more, every second goes,
 *     but for the first, the best and the last; 0 to keep all
 */
public record TrainingOptions(
        List<String> freeze,
        Augmentation augmentation,
        Corruption corruption,
        double heldOut,
        int patience,
        int keep) {
    /** Checkpoints that are kept if nothing is said. */
    public static final int USUALLY_KEPT = 200;

    /** Nothing is asked. */
    public static final TrainingOptions NONE =
            new TrainingOptions(List.of(), Augmentation.NONE, Corruption.NONE, 0, 0, USUALLY_KEPT);

    private static final int LEAST_KEPT = 4;

    /**
     * Takes an immutable copy and checks the ranges.
     *
     * @throws IllegalArgumentException naming the number that is out of range
     */
    public TrainingOptions {
        freeze = List.copyOf(freeze);
        if (!(heldOut >= 0 && heldOut < 1)) {
            throw new IllegalArgumentException(
                    "the share that is held out is " + heldOut + ", not from 0 to below 1");
        }
        if (patience < 0) {
            throw new IllegalArgumentException("the patience is " + patience + ", not at least 0");
        }
        if (keep != 0 && keep < LEAST_KEPT) {
            throw new IllegalArgumentException(
                    "the number of checkpoints to keep is " + keep + ", not 0 or at least 4");
        }
    }

    /** What distinguishes trainings by it; empty if nothing is asked that changes the weights. */
    String key() {
        boolean none =
                freeze.isEmpty()
                        && augmentation.equals(Augmentation.NONE)
                        && corruption.isNone()
                        && heldOut <= 0
                        && patience == 0;
        return none
                ? ""
                : String.join(
                        "\n",
                        String.join(",", freeze),
                        augmentation.text(),
                        corruption.text(),
                        String.valueOf(heldOut),
                        String.valueOf(patience));
    }

    /**
     * Names of the blocks of the layers that keep their numbers.
     *
     * @throws IllegalArgumentException if no layer with weights has a name like one that is given,
     *     or nothing is left to train
     */
    Set<String> frozen(NetworkGraph graph) {
        Set<String> blocks = new TreeSet<>();
        for (String name : freeze) {
            Pattern pattern = Pattern.compile(("\\Q" + name + "\\E").replace("*", "\\E.*\\Q"));
            int before = blocks.size();
            for (Node node : graph.nodes()) {
                if (pattern.matcher(node.name()).matches()) {
                    blocks.addAll(node.blocks().values());
                }
            }
            if (blocks.size() == before) {
                throw new IllegalArgumentException(
                        "no layer with weights is called '"
                                + name
                                + "'; there are "
                                + String.join(", ", layers(graph)));
            }
        }
        if (graph.trainableBlocks().stream().allMatch(block -> blocks.contains(block.name()))) {
            throw new IllegalArgumentException("every layer is frozen; nothing is left to train");
        }
        return blocks;
    }

    private static List<String> layers(NetworkGraph graph) {
        return graph.nodes().stream()
                .filter(node -> !node.blocks().isEmpty())
                .map(Node::name)
                .toList();
    }
}

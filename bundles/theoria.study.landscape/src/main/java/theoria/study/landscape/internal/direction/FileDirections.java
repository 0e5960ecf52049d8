package theoria.study.landscape.internal.direction;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.tensor.Tensor;
import theoria.core.study.StudyException;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.Vectors;
import theoria.study.landscape.internal.frame.Frame;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Directions from a file, used as they are unless normalising is asked for: flat {@code dx} and
 * {@code dy} of one number per parameter (npz), or the groups {@code xdirection} and {@code
 * ydirection} of Li et al. (HDF5) with one array per tensor, named 0, 1, 2 ... in the order of the
 * state dictionary: of the parameters alone, or with the running statistics, which are left out.
 */
final class FileDirections implements DirectionSource {
    private static final String[][] KEYS = {{"dx", "xdirection"}, {"dy", "ydirection"}};

    private final Path file;

    FileDirections(Path file) {
        this.file = file;
    }

    @Override
    public Frame frame(Wanted wanted, StudyProgress progress) throws StudyException {
        Model target = wanted.target();
        NamedTensors tensors;
        try {
            tensors = wanted.input().tensors(file);
        } catch (FormatException e) {
            throw new StudyException(String.valueOf(e.getMessage()), e);
        }
        List<Vectors> directions = new ArrayList<>();
        for (int k = 0; k < wanted.count(); k++) {
            double[] direction = direction(tensors, k, target.graph());
            wanted.normalise(target, direction, false);
            directions.add(Vectors.direction(direction, target.graph().bufferCount()));
        }
        String words =
                wanted.scaling(false)
                        + (wanted.count() == 1 ? "direction" : "plane")
                        + " of "
                        + file.getFileName();
        return Frame.around(Vectors.of(target.weights()), directions, words);
    }

    private double[] direction(NamedTensors tensors, int k, NetworkGraph graph)
            throws StudyException {
        Optional<Tensor> flat =
                tensors.tensors().stream()
                        .filter(entry -> entry.name().equals(KEYS[k][0]))
                        .map(NamedTensors.Entry::values)
                        .findFirst();
        if (flat.isPresent()) {
            if (flat.get().size() != graph.parameterCount()) {
                throw other(KEYS[k][0] + " of " + flat.get().shape(), graph);
            }
            return flat.get().toDoubles().clone();
        }
        List<NamedTensors.Entry> group =
                tensors.tensors().stream()
                        .filter(entry -> entry.name().matches(KEYS[k][1] + "/\\d{1,9}"))
                        .sorted(Comparator.comparingInt(FileDirections::number))
                        .toList();
        if (group.isEmpty()) {
            throw other("neither " + KEYS[k][0] + " nor the group " + KEYS[k][1], graph);
        }
        return joined(group, graph);
    }

    private static int number(NamedTensors.Entry entry) {
        return Integer.parseInt(entry.name().substring(entry.name().indexOf('/') + 1));
    }

    /** Tensors in the order of the state dictionary, which is that of the blocks. */
    private double[] joined(List<NamedTensors.Entry> group, NetworkGraph graph)
            throws StudyException {
        List<NamedTensors.Entry> kept =
                group.stream().filter(entry -> entry.values().shape().rank() > 0).toList();
        List<Block> blocks = graph.trainableBlocks();
        if (kept.size() != blocks.size()) {
            blocks = List.copyOf(graph.blocks());
        }
        if (kept.size() != blocks.size()) {
            throw other(kept.size() + " tensors", graph);
        }
        double[] direction = new double[graph.parameterCount()];
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            Tensor values = kept.get(i).values();
            if (!values.shape().squeeze().equals(block.shape().squeeze())) {
                throw other(
                        kept.get(i).name() + " of " + values.shape() + " for " + block.name(),
                        graph);
            }
            if (block.role() != Role.MEAN && block.role() != Role.VARIANCE) {
                System.arraycopy(values.toDoubles(), 0, direction, block.offset(), block.size());
            }
        }
        return direction;
    }

    private StudyException other(String found, NetworkGraph graph) {
        String sentence =
                "'"
                        + file.getFileName()
                        + "' holds "
                        + found
                        + "; expected directions of "
                        + graph.name()
                        + ": "
                        + graph.parameterCount()
                        + " numbers, one per parameter, in "
                        + graph.trainableBlocks().size()
                        + " tensors";
        return new StudyException(sentence, new FormatException(sentence));
    }
}

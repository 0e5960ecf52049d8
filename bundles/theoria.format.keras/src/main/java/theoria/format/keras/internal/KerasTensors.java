package theoria.format.keras.internal;

import theoria.core.model.load.FormatException;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The weights of a file of Keras without its graph, in the order of the layers and in the order of
 * axes of the internal form: a kernel {@code (k..., in, out)} becomes {@code [out, in, k...]}.
 */
public final class KerasTensors {
    private KerasTensors() {}

    /**
     * The tensors of a file whose root names its layers.
     *
     * @throws FormatException if one is missing or damaged
     */
    public static List<NamedTensors.Entry> of(Hdf5 file) throws FormatException {
        List<NamedTensors.Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String layer : file.words("", "layer_names")) {
            for (String stored : file.words(layer, "weight_names")) {
                Tensor tensor = file.tensor(layer + "/" + stored);
                String last =
                        stored.substring(stored.lastIndexOf('/') + 1).replaceFirst(":\\d+$", "");
                String name = layer + "/" + word(layer, last);
                String free = names.add(name) ? name : layer + "/" + stored;
                entries.add(new NamedTensors.Entry(free, turned(name, tensor), "FLOAT", false));
            }
        }
        return entries;
    }

    /** {@code convolution2d_1_W} of Keras 1 is the kernel of its layer. */
    private static String word(String layer, String stored) {
        String own = stored.startsWith(layer + "_") ? stored.substring(layer.length() + 1) : stored;
        switch (own) {
            case "W":
                return "kernel";
            case "b":
                return "bias";
            default:
                return own.toLowerCase(Locale.ROOT);
        }
    }

    private static Tensor turned(String name, Tensor tensor) {
        int rank = tensor.shape().rank();
        if (rank < 2 || !name.endsWith("kernel")) {
            return tensor;
        }
        int[] order = new int[rank];
        order[0] = rank - 1;
        order[1] = rank - 2;
        for (int axis = 0; axis < rank - 2; axis++) {
            order[axis + 2] = axis;
        }
        return StoredTensors.permuted(tensor, order);
    }
}

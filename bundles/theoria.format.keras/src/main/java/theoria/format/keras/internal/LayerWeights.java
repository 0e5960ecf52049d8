package theoria.format.keras.internal;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the weights of layers lie in HDF5 files of Keras 1 and 2, and of Keras 3. */
final class LayerWeights {
    private LayerWeights() {}

    /**
     * Keras 1 and 2: groups of layers below {@code root} name their tensors in {@code
     * weight_names}. Weights of a model inside of the model lie in the group of that model.
     */
    static WeightSource ofGroups(Hdf5 file, String root) {
        return new WeightSource() {
            @Override
            public boolean present() {
                return true;
            }

            @Override
            public List<Tensor> of(List<String> path) throws FormatException {
                String group = root + "/" + path.get(0);
                List<Tensor> tensors = new ArrayList<>();
                String own = path.get(path.size() - 1) + "/";
                for (String name : file.words(group, "weight_names")) {
                    boolean inner =
                            path.size() == 1 || name.contains("/" + own) || name.startsWith(own);
                    if (inner) {
                        tensors.add(file.tensor(group + "/" + name));
                    }
                }
                return tensors;
            }
        };
    }

    /**
     * Keras 3: below {@code layers} each layer has a group {@code vars} with numbered tensors; its
     * attribute {@code name} is the layer's.
     */
    static WeightSource ofVariables(Hdf5 file) throws FormatException {
        Map<String, String> groups = new HashMap<>();
        find(file, "", groups, 0);
        return new WeightSource() {
            @Override
            public boolean present() {
                return true;
            }

            @Override
            public List<Tensor> of(List<String> path) throws FormatException {
                String group = groups.get(path.get(path.size() - 1));
                List<Tensor> tensors = new ArrayList<>();
                for (int i = 0; group != null && file.hasPath(group + "/" + i); i++) {
                    tensors.add(file.tensor(group + "/" + i));
                }
                return tensors;
            }
        };
    }

    private static void find(Hdf5 file, String path, Map<String, String> groups, int depth)
            throws FormatException {
        for (String child : depth > 32 ? List.<String>of() : file.children(path)) {
            String below = path.isEmpty() ? child : path + "/" + child;
            if (child.equals("vars")) {
                for (String name : file.words(below, "name")) {
                    groups.putIfAbsent(name, below);
                }
            } else if (!below.equals("optimizer")) {
                find(file, below, groups, depth + 1);
            }
        }
    }
}

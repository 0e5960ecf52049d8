package theoria.format.keras.internal;

import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The tensors of one layer, in Keras's order, put into the order of axes of the internal form. */
final class StoredTensors {
    private final LayerSpec layer;
    private final List<Tensor> tensors;
    private final boolean present;
    private final List<Role> roles = new ArrayList<>();
    private final Map<Role, Tensor> taken = new EnumMap<>(Role.class);
    private int next;

    StoredTensors(LayerSpec layer, Drafting drafting) throws FormatException {
        this.layer = layer;
        this.present = drafting.weights().present();
        this.tensors = drafting.weights().of(layer.path());
    }

    /** Takes the next tensor as it is. */
    void take(Role role, Shape expected) throws FormatException {
        roles.add(role);
        if (present) {
            taken.put(role, next(expected));
        }
    }

    /** Takes the next tensor; axis i of the block is axis order[i] of the tensor. */
    void take(Role role, Shape expected, int... order) throws FormatException {
        roles.add(role);
        if (present) {
            taken.put(role, permuted(next(expected), order));
        }
    }

    /**
     * Takes the next tensor under another shape of as many numbers, after its axes are permuted.
     */
    void takeAs(Role role, Shape expected, Shape shape, int... order) throws FormatException {
        roles.add(role);
        if (present) {
            taken.put(role, permuted(next(expected), order).reshape(shape));
        }
    }

    private Tensor next(Shape expected) throws FormatException {
        if (next >= tensors.size()) {
            throw new FormatException(
                    layer.where()
                            + " has "
                            + tensors.size()
                            + " stored tensors; expected one more, of shape "
                            + expected);
        }
        Tensor tensor = tensors.get(next);
        if (!tensor.shape().equals(expected)) {
            throw new FormatException(
                    layer.where()
                            + " has a stored tensor of shape "
                            + tensor.shape()
                            + "; expected "
                            + expected);
        }
        next++;
        return tensor;
    }

    /** Everything that was taken; nothing may be left. */
    Drafting.Stored finish() throws FormatException {
        if (next < tensors.size() && present) {
            throw new FormatException(
                    layer.where() + " has " + tensors.size() + " stored tensors; expected " + next);
        }
        return new Drafting.Stored(List.copyOf(roles), Map.copyOf(taken));
    }

    /** What was taken up to here, for layers of several nodes. */
    Drafting.Stored part() {
        Drafting.Stored part = new Drafting.Stored(List.copyOf(roles), Map.copyOf(taken));
        roles.clear();
        taken.clear();
        return part;
    }

    static Tensor permuted(Tensor tensor, int... order) {
        Shape shape = tensor.shape();
        int rank = shape.rank();
        int[] extents = new int[rank];
        int[] strides = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            extents[axis] = shape.extent(order[axis]);
            strides[axis] = shape.tail(order[axis] + 1).size();
        }
        boolean single = tensor.precision() == Precision.FLOAT;
        float[] floats = single ? tensor.toFloats() : new float[0];
        double[] doubles = single ? new double[0] : tensor.toDoubles();
        float[] singles = new float[single ? tensor.size() : 0];
        double[] wides = new double[single ? 0 : tensor.size()];
        int[] place = new int[rank];
        int at = 0;
        for (int i = 0; i < tensor.size(); i++) {
            if (single) {
                singles[i] = floats[at];
            } else {
                wides[i] = doubles[at];
            }
            for (int axis = rank - 1; axis >= 0; axis--) {
                place[axis]++;
                at += strides[axis];
                if (place[axis] < extents[axis]) {
                    break;
                }
                at -= strides[axis] * extents[axis];
                place[axis] = 0;
            }
        }
        return single ? Tensor.of(Shape.of(extents), singles) : Tensor.of(Shape.of(extents), wides);
    }
}

package theoria.format.keras.internal;

import com.google.gson.JsonElement;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.List;

/** Dense layers, normalisations, activations, and layers that change the shape. */
final class PlainLayers {
    private PlainLayers() {}

    /** The input of a network: an image of three axes is held with its channels first. */
    static Drafting.Value input(LayerSpec layer, Drafting drafting) throws FormatException {
        Config config = layer.config();
        List<Integer> extents;
        JsonElement shape = config.find("batch_input_shape", "batch_shape");
        if (shape != null) {
            extents = config.exampleShape(shape, "batch_input_shape");
        } else {
            extents = config.wholes("input_dim");
        }
        boolean turned = extents.size() == 3 && !WindowLayers.channelsFirst(config);
        Shape own =
                turned
                        ? Shape.of(extents.get(2), extents.get(0), extents.get(1))
                        : Shape.of(extents);
        drafting.builder().input(layer.name(), own);
        return new Drafting.Value(layer.name(), turned);
    }

    static Drafting.Value dense(LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException {
        Drafting.Value x = drafting.kerasOrder(inputs.get(0));
        int units = layer.config().whole("units", "output_dim");
        int in = drafting.shape(x).rank() == 0 ? 1 : drafting.shape(x).extent(-1);
        StoredTensors tensors = new StoredTensors(layer, drafting);
        tensors.take(Role.KERNEL, Shape.of(in, units), 1, 0);
        if (layer.config().flag(true, "use_bias", "bias")) {
            tensors.take(Role.BIAS, Shape.of(units));
        }
        Drafting.Value y =
                drafting.add(
                        layer, layer.name(), new Operator.Dense(units), tensors.finish(), false, x);
        return drafting.activated(layer, y);
    }

    static Drafting.Value batchNorm(LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException {
        Config config = layer.config();
        Drafting.Value given = inputs.get(0);
        int rank = drafting.shape(given).rank();
        int axis = axis(layer, drafting, given);
        boolean last = axis == rank - 1;
        Drafting.Value x = last ? drafting.channelsFirst(given) : drafting.kerasOrder(given);
        if (!last && axis != 0) {
            throw config.refuse("axis", "the first or the last one");
        }
        int channels = drafting.shape(x).extent(0);
        StoredTensors tensors = new StoredTensors(layer, drafting);
        if (config.flag(true, "scale")) {
            tensors.take(Role.SCALE, Shape.of(channels));
        }
        if (config.flag(true, "center")) {
            tensors.take(Role.SHIFT, Shape.of(channels));
        }
        tensors.take(Role.MEAN, Shape.of(channels));
        tensors.take(Role.VARIANCE, Shape.of(channels));
        Operator operator = new Operator.BatchNorm(config.real(1e-3, "epsilon"));
        return drafting.add(layer, layer.name(), operator, tensors.finish(), last && rank > 1, x);
    }

    /** The axis of a layer among those of an example, in Keras's order. */
    private static int axis(LayerSpec layer, Drafting drafting, Drafting.Value value)
            throws FormatException {
        int rank = drafting.shape(value).rank();
        int axis = layer.config().has("axis") ? layer.config().wholes("axis").get(0) : -1;
        int counted = axis < 0 ? axis + rank : axis - 1;
        if (counted < 0 || counted >= rank) {
            throw layer.config().refuse("axis", "an axis of the examples");
        }
        return counted;
    }

    static Drafting.Value layerNorm(LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException {
        Config config = layer.config();
        Drafting.Value x = drafting.kerasOrder(inputs.get(0));
        int axis = axis(layer, drafting, x);
        if (axis != drafting.shape(x).rank() - 1) {
            throw config.refuse("axis", "the last one");
        }
        Shape extent = Shape.of(drafting.shape(x).extent(-1));
        StoredTensors tensors = new StoredTensors(layer, drafting);
        if (config.flag(true, "scale")) {
            tensors.take(Role.SCALE, extent);
        }
        if (config.flag(true, "center")) {
            tensors.take(Role.SHIFT, extent);
        }
        Operator operator = new Operator.LayerNorm(axis, config.real(1e-3, "epsilon"));
        return drafting.add(layer, layer.name(), operator, tensors.finish(), false, x);
    }

    static Drafting.Value activation(
            LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException {
        String word = layer.config().word("linear", "activation");
        if (word.equals("linear")) {
            return identity(layer, inputs, drafting);
        }
        return drafting.activated(layer, inputs.get(0), word, layer.name());
    }

    /** Dropout, noise and the like: nothing in inference. */
    static Drafting.Value identity(LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException {
        boolean drops = layer.kind().equals("Dropout");
        Operator operator =
                drops
                        ? new Operator.Dropout(layer.config().real(0.5, "rate", "p"))
                        : new Operator.Identity();
        Drafting.Value x = inputs.get(0);
        return drafting.add(layer, layer.name(), operator, x.turned(), x);
    }

    static Drafting.Value relu(LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException {
        double most = layer.config().real(Double.POSITIVE_INFINITY, "max_value");
        double slope = layer.config().real(0, "negative_slope");
        double threshold = layer.config().real(0, "threshold");
        Operator operator;
        if (threshold != 0 && slope == 0 && most == Double.POSITIVE_INFINITY) {
            operator = new Operator.Activation(ActivationFunction.THRESHOLDED_RELU, threshold);
        } else if (threshold != 0 || slope != 0 && most != Double.POSITIVE_INFINITY) {
            throw layer.config().refuse("threshold", "a ReLU with one of limit, slope, threshold");
        } else if (slope != 0) {
            operator = new Operator.Activation(ActivationFunction.LEAKY_RELU, slope);
        } else if (most != Double.POSITIVE_INFINITY) {
            operator = new Operator.Activation(ActivationFunction.CLIP, 0, most);
        } else {
            operator = new Operator.Activation(ActivationFunction.RELU, 0);
        }
        return drafting.add(layer, layer.name(), operator, inputs.get(0).turned(), inputs.get(0));
    }

    static LayerConverter function(ActivationFunction function, double usual, String... names) {
        return (layer, inputs, drafting) -> {
            double alpha = layer.config().real(usual, names);
            Drafting.Value x = inputs.get(0);
            return drafting.add(
                    layer, layer.name(), new Operator.Activation(function, alpha), x.turned(), x);
        };
    }

    static Drafting.Value softmax(LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException {
        Drafting.Value x = inputs.get(0);
        int rank = drafting.shape(x).rank();
        int axis = axis(layer, drafting, x);
        int own = x.turned() ? (axis == rank - 1 ? 0 : axis + 1) : axis;
        Operator operator = new Operator.Softmax(own, false);
        return drafting.add(layer, layer.name(), operator, x.turned(), x);
    }

    static Drafting.Value parametricRelu(
            LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException {
        Drafting.Value x = drafting.kerasOrder(inputs.get(0));
        int[] extents = drafting.shape(x).toArray();
        if (layer.config().has("shared_axes")) {
            for (int axis : layer.config().wholes("shared_axes")) {
                if (axis < 1 || axis > extents.length) {
                    throw layer.config().refuse("shared_axes", "axes of the examples");
                }
                extents[axis - 1] = 1;
            }
        }
        StoredTensors tensors = new StoredTensors(layer, drafting);
        tensors.take(Role.SCALE, Shape.of(extents));
        Operator operator = new Operator.ParametricRelu(Shape.of(extents));
        return drafting.add(layer, layer.name(), operator, tensors.finish(), false, x);
    }

    static Drafting.Value flatten(LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException {
        Drafting.Value x = drafting.kerasOrder(inputs.get(0));
        return drafting.add(layer, layer.name(), new Operator.Flatten(), false, x);
    }

    static Drafting.Value reshape(LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException {
        Drafting.Value x = drafting.kerasOrder(inputs.get(0));
        List<Integer> target = new ArrayList<>(layer.config().wholes("target_shape", "dims"));
        int open = target.indexOf(-1);
        if (open >= 0) {
            long known = 1;
            for (int i = 0; i < target.size(); i++) {
                known *= i == open ? 1 : target.get(i);
            }
            if (known <= 0 || drafting.shape(x).size() % known != 0) {
                throw layer.config().refuse("target_shape", "as many numbers as its input has");
            }
            target.set(open, (int) (drafting.shape(x).size() / known));
        }
        Operator operator = new Operator.Reshape(Shape.of(target));
        return drafting.add(layer, layer.name(), operator, false, x);
    }

    static Drafting.Value permute(LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException {
        Drafting.Value x = drafting.kerasOrder(inputs.get(0));
        List<Integer> order = layer.config().wholes("dims").stream().map(axis -> axis - 1).toList();
        return drafting.add(layer, layer.name(), new Operator.Transpose(order), false, x);
    }

    static Drafting.Value repeat(LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException {
        Drafting.Value x = drafting.kerasOrder(inputs.get(0));
        Shape wide = drafting.shape(x).prepend(layer.config().whole("n"));
        return drafting.add(layer, layer.name(), new Operator.Expand(wide), false, x);
    }

    /** x scale + offset. */
    static Drafting.Value rescaling(LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException {
        double scale = layer.config().real(1, "scale");
        double offset = layer.config().real(0, "offset");
        Drafting.Value x = inputs.get(0);
        Drafting.Value scaled =
                MergeLayers.withNumber(
                        layer,
                        drafting,
                        x,
                        scale,
                        Operator.ArithmeticKind.MULTIPLY,
                        offset == 0 ? layer.name() : layer.name() + "/scaled");
        return offset == 0
                ? scaled
                : MergeLayers.withNumber(
                        layer, drafting, scaled, offset, Operator.ArithmeticKind.ADD, layer.name());
    }
}

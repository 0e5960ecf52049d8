package theoria.format.keras.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/** Layers of several inputs. */
final class MergeLayers {
    private MergeLayers() {}

    /** Inputs in one order: channels first if the first one is and all are images. */
    private static List<Drafting.Value> alike(List<Drafting.Value> inputs, Drafting drafting) {
        boolean turned = inputs.get(0).turned();
        List<Drafting.Value> alike = new ArrayList<>();
        for (Drafting.Value input : inputs) {
            alike.add(turned ? drafting.channelsFirst(input) : drafting.kerasOrder(input));
        }
        return alike;
    }

    static LayerConverter chain(Operator.ArithmeticKind kind) {
        return (layer, inputs, drafting) -> chain(layer, inputs, drafting, kind, layer.name());
    }

    private static Drafting.Value chain(
            LayerSpec layer,
            List<Drafting.Value> inputs,
            Drafting drafting,
            Operator.ArithmeticKind kind,
            String name)
            throws FormatException {
        List<Drafting.Value> alike = alike(inputs, drafting);
        Drafting.Value sum = alike.get(0);
        for (int i = 1; i < alike.size(); i++) {
            boolean last = i == alike.size() - 1;
            sum =
                    drafting.add(
                            layer,
                            last ? name : name + "/" + i,
                            new Operator.Arithmetic(kind),
                            sum.turned(),
                            sum,
                            alike.get(i));
        }
        return sum;
    }

    static Drafting.Value average(LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException {
        Drafting.Value sum =
                chain(layer, inputs, drafting, Operator.ArithmeticKind.ADD, layer.name() + "/sum");
        return withNumber(
                layer, drafting, sum, inputs.size(), Operator.ArithmeticKind.DIVIDE, layer.name());
    }

    /** An operation with a number. */
    static Drafting.Value withNumber(
            LayerSpec layer,
            Drafting drafting,
            Drafting.Value value,
            double number,
            Operator.ArithmeticKind kind,
            String name)
            throws FormatException {
        Tensor tensor = Tensor.of(Shape.scalar(), new float[] {(float) number});
        Drafting.Value constant =
                drafting.add(layer, name + "/number", new Operator.Constant(tensor), false);
        return drafting.add(
                layer, name, new Operator.Arithmetic(kind), value.turned(), value, constant);
    }

    static Drafting.Value concatenate(
            LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException {
        List<Drafting.Value> alike = alike(inputs, drafting);
        boolean turned = alike.get(0).turned();
        int rank = drafting.shape(alike.get(0)).rank();
        int axis = layer.config().whole(-1, "axis", "concat_axis");
        int keras = axis < 0 ? axis + rank : axis - 1;
        if (keras < 0 || keras >= rank) {
            throw layer.config().refuse("axis", "an axis of the examples");
        }
        int own = turned ? (keras == rank - 1 ? 0 : keras + 1) : keras;
        return drafting.add(
                layer,
                layer.name(),
                new Operator.Concat(own),
                turned,
                alike.toArray(new Drafting.Value[0]));
    }

    /** Keras 1: one layer with a mode. */
    static Drafting.Value merge(LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException {
        switch (layer.config().word("sum", "mode")) {
            case "sum":
                return chain(layer, inputs, drafting, Operator.ArithmeticKind.ADD, layer.name());
            case "mul":
                return chain(
                        layer, inputs, drafting, Operator.ArithmeticKind.MULTIPLY, layer.name());
            case "max":
                return chain(
                        layer, inputs, drafting, Operator.ArithmeticKind.MAXIMUM, layer.name());
            case "ave":
                return average(layer, inputs, drafting);
            case "concat":
                return concatenate(layer, inputs, drafting);
            default:
                throw layer.config().refuse("mode", "sum, mul, max, ave or concat");
        }
    }
}

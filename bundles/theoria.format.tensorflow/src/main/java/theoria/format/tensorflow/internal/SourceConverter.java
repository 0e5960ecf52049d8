package theoria.format.tensorflow.internal;

import theoria.core.model.graph.Operator.ArithmeticKind;
import theoria.core.model.graph.Operator.ReductionKind;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Constants, what only passes a value on, and the arithmetic of shapes. */
final class SourceConverter {
    private SourceConverter() {}

    static void constant(GraphNode node, Conversion conversion) throws FormatException {
        TensorReader reader = new TensorReader(node);
        conversion.require(node, reader.repeated());
        Tensor tensor = reader.read();
        if (reader.type().half()) {
            conversion.remark("Weights of half precision were widened to single precision.");
        }
        boolean variable =
                !reader.type().whole() && conversion.file().variable(node, tensor.size() > 1);
        conversion.define(node, new Stored(node.name(), tensor, reader.type().whole(), variable));
    }

    /** The first input under another name. */
    static void identity(GraphNode node, Conversion conversion) throws FormatException {
        conversion.define(node, conversion.value(node, 0));
    }

    /** A switch of training, say: its default. */
    static void byDefault(GraphNode node, Conversion conversion) throws FormatException {
        conversion.remark(node.where() + " is taken as its default.");
        identity(node, conversion);
    }

    /** Whole numbers and truth values of real numbers are cut off; other casts change nothing. */
    static void cast(GraphNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        boolean toWhole = node.type("DstT").whole();
        if (!(value instanceof Stored tensor)) {
            if (toWhole) {
                throw node.refuse("makes whole numbers of activations", "real numbers");
            }
            conversion.define(node, value);
            return;
        }
        double[] numbers = tensor.tensor().toDoubles();
        boolean cut = toWhole && !tensor.whole();
        boolean known = Arrays.stream(numbers).allMatch(Double::isFinite);
        if (!toWhole && tensor.whole() && !known) {
            throw node.refuse("makes a real number of the size of the batch", "fixed numbers");
        }
        conversion.require(node, numbers.length);
        if (cut) {
            Arrays.setAll(numbers, i -> (double) (long) numbers[i]);
        }
        Tensor result = Tensor.of(tensor.shape(), numbers);
        boolean single = node.type("DstT") == ElementType.FLOAT;
        if (single) {
            result = Tensor.of(tensor.shape(), result.toFloats());
        }
        conversion.define(
                node, new Stored(node.name(), result, toWhole, tensor.variable() && !toWhole));
    }

    static void shape(GraphNode node, Conversion conversion) throws FormatException {
        conversion.define(node, extents(node, conversion));
    }

    private static Stored extents(GraphNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        double[] extents = new double[value.rank()];
        for (int axis = 0; axis < extents.length; axis++) {
            boolean batch = axis < value.lead();
            extents[axis] = batch ? Stored.BATCH : value.shape().extent(axis - value.lead());
        }
        return Stored.wholes(node.name(), Shape.of(extents.length), extents);
    }

    static void rank(GraphNode node, Conversion conversion) throws FormatException {
        int rank = conversion.value(node, 0).rank();
        conversion.define(node, Stored.wholes(node.name(), Shape.scalar(), rank));
    }

    static void size(GraphNode node, Conversion conversion) throws FormatException {
        Stored extents = extents(node, conversion);
        Tensor product = Fold.reduced(ReductionKind.PRODUCT, extents, List.of(0));
        conversion.define(node, extents.with(product.reshape(Shape.scalar())));
    }

    static void fill(GraphNode node, Conversion conversion) throws FormatException {
        int[] extents = conversion.stored(node, 0).ints(node.where() + ": the shape");
        Stored number = conversion.stored(node, 1);
        number.one(node.where() + ": the number");
        Shape shape = Shape.of(extents);
        conversion.require(node, shape.size());
        Tensor filled = Fold.spread(number.tensor().reshape(Shape.scalar()), shape);
        conversion.define(node, conversion.folded(node, filled, number));
    }

    /** start, start + delta, ... below limit. */
    static void range(GraphNode node, Conversion conversion) throws FormatException {
        double start = conversion.stored(node, 0).one(node.where() + ": the start");
        double limit = conversion.stored(node, 1).one(node.where() + ": the limit");
        double delta = conversion.stored(node, 2).one(node.where() + ": the step");
        double count = Math.max(0, Math.ceil((limit - start) / delta));
        if (!(count <= Integer.MAX_VALUE)) {
            throw node.refuse("counts from " + start + " to " + limit, "fixed numbers");
        }
        conversion.require(node, (long) count);
        double[] numbers = new double[(int) count];
        Arrays.setAll(numbers, i -> start + i * delta);
        Stored first = conversion.stored(node, 0);
        Tensor tensor = Tensor.of(Shape.of(numbers.length), numbers);
        conversion.define(node, new Stored(node.name(), tensor, first.whole(), false));
    }

    /** Known tensors stacked along a new axis. */
    static void pack(GraphNode node, Conversion conversion) throws FormatException {
        List<Stored> tensors = new ArrayList<>();
        int said = node.integer("axis", 0);
        int axis = 0;
        for (int i = 0; i < node.inputs().size(); i++) {
            Stored tensor = conversion.stored(node, i);
            int rank = tensor.shape().rank();
            axis = said < 0 ? said + rank + 1 : said;
            if (axis < 0 || axis > rank) {
                throw node.refuse("stacks along axis " + said, "an axis of the tensors");
            }
            List<Integer> extents = Windows.extents(tensor.shape(), rank);
            extents.add(axis, 1);
            tensors.add(tensor.reshaped(Shape.of(extents)));
        }
        if (tensors.isEmpty()) {
            throw node.refuse("stacks nothing", "at least one tensor");
        }
        conversion.define(node, MoveConverter.joined(node, tensors, axis, conversion));
    }

    /** Division of whole numbers, worked out at load. */
    static void wholeQuotient(GraphNode node, Conversion conversion) throws FormatException {
        Stored left = conversion.stored(node, 0);
        Stored right = conversion.stored(node, 1);
        if (!left.whole() || right.all(0)) {
            throw node.refuse("divides by 0, or real numbers down", "whole numbers");
        }
        ElementConverter.arithmetic(ArithmeticKind.DIVIDE).convert(node, conversion);
    }
}

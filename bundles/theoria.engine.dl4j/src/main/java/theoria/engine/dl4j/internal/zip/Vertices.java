package theoria.engine.dl4j.internal.zip;

import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Operator.ArithmeticKind;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.List;

/** Translates the vertices of a ComputationGraph that are no layers. */
final class Vertices {
    private Vertices() {}

    /** Sum, product, difference or mean of the inputs. */
    static String elementWise(Step step, List<String> inputs, Assembly assembly)
            throws FormatException {
        String op = step.body().word("op", "");
        requireCommonRank(step, inputs, assembly);
        switch (op) {
            case "Add":
                return chain(step, ArithmeticKind.ADD, inputs, assembly);
            case "Product":
                return chain(step, ArithmeticKind.MULTIPLY, inputs, assembly);
            case "Subtract":
                if (inputs.size() != 2) {
                    throw step.body()
                            .refuse("subtracts " + inputs.size() + " inputs", "two inputs");
                }
                return chain(step, ArithmeticKind.SUBTRACT, inputs, assembly);
            case "Average":
                return average(step, inputs, assembly);
            default:
                throw step.body()
                        .refuse("has op = '" + op + "'", "Add, Subtract, Product or Average");
        }
    }

    private static void requireCommonRank(Step step, List<String> inputs, Assembly assembly)
            throws FormatException {
        int rank = assembly.shape(inputs.get(0)).rank();
        for (String input : inputs) {
            if (assembly.shape(input).rank() != rank) {
                throw step.body()
                        .refuse(
                                "joins "
                                        + assembly.shape(inputs.get(0))
                                        + " with "
                                        + assembly.shape(input),
                                "the same number of axes");
            }
        }
    }

    /** The inputs joined from left to right; the last operation bears the step's name. */
    private static String chain(
            Step step, ArithmeticKind kind, List<String> inputs, Assembly assembly) {
        Operator operator = new Operator.Arithmetic(kind);
        if (inputs.size() == 1) {
            return assembly.main(step, new Operator.Identity(), inputs.get(0));
        }
        String left = inputs.get(0);
        int last = inputs.size() - 1;
        for (int i = 1; i < last; i++) {
            left = assembly.side(step, "part", operator, left, inputs.get(i));
        }
        return assembly.main(step, operator, left, inputs.get(last));
    }

    private static String average(Step step, List<String> inputs, Assembly assembly) {
        Operator add = new Operator.Arithmetic(ArithmeticKind.ADD);
        String sum = inputs.get(0);
        for (String input : inputs.subList(1, inputs.size())) {
            sum = assembly.side(step, "sum", add, sum, input);
        }
        return withConstant(step, ArithmeticKind.DIVIDE, inputs.size(), sum, assembly);
    }

    private static String withConstant(
            Step step, ArithmeticKind kind, double value, String input, Assembly assembly) {
        Tensor constant = Tensor.of(Shape.scalar(), new double[] {value});
        String node = assembly.side(step, "constant", new Operator.Constant(constant));
        return assembly.main(step, new Operator.Arithmetic(kind), input, node);
    }

    /** Inputs joined along an axis; DL4J counts the batch as axis 0. */
    static String merge(Step step, List<String> inputs, Assembly assembly) throws FormatException {
        requireCommonRank(step, inputs, assembly);
        int rank = assembly.shape(inputs.get(0)).rank();
        int axis = 1;
        if (step.body().has("mergeAxis")) {
            axis = step.body().integer("mergeAxis", 1, rank);
        }
        return assembly.main(step, new Operator.Concat(axis - 1), inputs.toArray(new String[0]));
    }

    /** Input times a constant. */
    static String scale(Step step, String input, Assembly assembly) throws FormatException {
        double factor = finite(step, "scaleFactor");
        return withConstant(step, ArithmeticKind.MULTIPLY, factor, input, assembly);
    }

    /** Input plus a constant. */
    static String shift(Step step, String input, Assembly assembly) throws FormatException {
        return withConstant(step, ArithmeticKind.ADD, finite(step, "shiftFactor"), input, assembly);
    }

    private static double finite(Step step, String key) throws FormatException {
        double value = step.body().real(key);
        if (!Double.isFinite(value)) {
            throw step.body().refuse("has " + key + " = " + value, "a finite number");
        }
        return value;
    }
}

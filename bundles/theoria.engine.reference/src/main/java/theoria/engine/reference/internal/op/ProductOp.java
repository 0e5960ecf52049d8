package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

import java.util.Arrays;

/**
 * y = prod x_i over axes; dx_i = dy prod of x_j, j not i, also where some x_j are 0: one zero
 * leaves a derivative in its own entry only, two leave none.
 */
public final class ProductOp implements Op {
    private final int[] target;
    private final int size;

    /** A product of examples of one shape, giving another. */
    public ProductOp(Operator.Reduction reduction, Shape input, Shape output) {
        this.target = Places.reduced(reduction.axes(), input);
        this.size = output.size();
    }

    @Override
    public void forward(Call call) {
        double[] y = call.output();
        Arrays.fill(y, 0, call.batch() * size, 1);
        for (int n = 0; n < call.batch(); n++) {
            for (int i = 0; i < target.length; i++) {
                y[n * size + target[i]] *= call.input(0)[n * target.length + i];
            }
        }
    }

    @Override
    public void backward(Call call) {
        double[] dx = call.inputGradient(0);
        double[] x = call.input(0);
        for (int n = 0; dx != null && n < call.batch(); n++) {
            int from = n * target.length;
            int[] zeros = new int[size];
            double[] others = new double[size];
            Arrays.fill(others, 1);
            for (int i = 0; i < target.length; i++) {
                boolean zero = x[from + i] == 0;
                zeros[target[i]] += zero ? 1 : 0;
                others[target[i]] *= zero ? 1 : x[from + i];
            }
            for (int i = 0; i < target.length; i++) {
                double slope = slope(x[from + i], zeros[target[i]], others[target[i]]);
                dx[from + i] += call.outputGradient()[n * size + target[i]] * slope;
            }
        }
    }

    /**
     * The product of all entries but x.
     *
     * @param zeros entries that are 0
     * @param others product of the entries that are not
     */
    private static double slope(double x, int zeros, double others) {
        if (zeros == 0) {
            return others / x;
        }
        return zeros == 1 && x == 0 ? others : 0;
    }
}

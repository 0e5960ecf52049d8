package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

import java.util.Arrays;

/**
 * y = prod x_i over axes; dx_i = dy prod of x_j, j not i, also where some x_j are 0: one zero
 * leaves a derivative in its own entry only, two leave none. Tangents are carried through the
 * products before and after each entry, without a division.
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

    /**
     * For every entry of an example the product q of the others, and R{q}: {q, R{q}}.
     *
     * @param from where the example begins
     */
    private double[][] others(double[] x, double[] rx, int from) {
        int count = target.length;
        double[] q = new double[count];
        double[] rq = new double[count];
        double[] product = new double[size];
        double[] tangent = new double[size];
        Arrays.fill(product, 1);
        for (int i = 0; i < count; i++) { // the product of the entries before
            q[i] = product[target[i]];
            rq[i] = tangent[target[i]];
            tangent[target[i]] = tangent[target[i]] * x[from + i] + q[i] * rx[from + i];
            product[target[i]] *= x[from + i];
        }
        Arrays.fill(product, 1);
        Arrays.fill(tangent, 0);
        for (int i = count - 1; i >= 0; i--) { // times that of the entries after
            double after = product[target[i]];
            rq[i] = rq[i] * after + q[i] * tangent[target[i]];
            q[i] *= after;
            tangent[target[i]] = tangent[target[i]] * x[from + i] + after * rx[from + i];
            product[target[i]] *= x[from + i];
        }
        return new double[][] {q, rq};
    }

    @Override
    public void forwardTangent(Call call) {
        double[] rx = call.tangent().input(0);
        double[] ry = call.tangent().output();
        Arrays.fill(ry, 0, call.batch() * size, 0);
        for (int n = 0; n < call.batch(); n++) {
            int from = n * target.length;
            double[] q = others(call.input(0), rx, from)[0];
            for (int i = 0; i < target.length; i++) {
                ry[n * size + target[i]] += q[i] * rx[from + i];
            }
        }
    }

    @Override
    public void backwardTangent(Call call) {
        double[] rdx = call.tangent().inputGradient(0);
        for (int n = 0; rdx != null && n < call.batch(); n++) {
            int from = n * target.length;
            double[][] others = others(call.input(0), call.tangent().input(0), from);
            for (int i = 0; i < target.length; i++) {
                int to = n * size + target[i];
                rdx[from + i] +=
                        call.tangent().outputGradient()[to] * others[0][i]
                                + call.outputGradient()[to] * others[1][i];
            }
        }
    }
}

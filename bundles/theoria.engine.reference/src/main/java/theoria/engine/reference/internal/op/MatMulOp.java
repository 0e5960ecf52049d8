package theoria.engine.reference.internal.op;

import theoria.core.math.linear.Gemm;
import theoria.core.math.linear.Matrix;
import theoria.core.model.tensor.Shape;

/** C = A B for stacks of matrices; dA = dC B', dB = A' dC. A single B serves the whole stack. */
public final class MatMulOp implements Op {
    private final Gemm gemm;
    private final int stack;
    private final int m;
    private final int k;
    private final int n;
    private final int rightStep;
    private final int leftSize;
    private final int rightSize;

    /** A product of examples of two shapes. */
    public MatMulOp(Gemm gemm, Shape left, Shape right) {
        this.gemm = gemm;
        this.k = left.extent(-1);
        this.m = left.rank() == 1 ? 1 : left.extent(-2);
        this.n = right.extent(-1);
        this.stack = left.size() / m / k;
        this.rightStep = right.rank() > 2 ? k * n : 0;
        this.leftSize = left.size();
        this.rightSize = right.size();
    }

    @Override
    public void forward(Call call) {
        for (int item = 0; item < call.batch() * stack; item++) {
            gemm.multiply(
                    m,
                    n,
                    k,
                    call.input(0),
                    Matrix.at(left(call, item), k),
                    call.input(1),
                    Matrix.at(right(call, item), n),
                    0,
                    call.output(),
                    Matrix.at(item * m * n, n));
        }
    }

    private int left(Call call, int item) {
        return call.inputOffset(0, item / stack, leftSize) + item % stack * m * k;
    }

    private int right(Call call, int item) {
        return call.inputOffset(1, item / stack, rightSize) + item % stack * rightStep;
    }

    @Override
    public void backward(Call call) {
        double[] da = call.inputGradient(0);
        double[] db = call.inputGradient(1);
        Matrix whole;
        for (int item = 0; item < call.batch() * stack; item++) {
            whole = Matrix.at(item * m * n, n);
            if (da != null) {
                gemm.multiply(
                        m,
                        k,
                        n,
                        call.outputGradient(),
                        whole,
                        call.input(1),
                        Matrix.transposedAt(right(call, item), n),
                        1,
                        da,
                        Matrix.at(left(call, item), k));
            }
            if (db != null) {
                gemm.multiply(
                        k,
                        n,
                        m,
                        call.input(0),
                        Matrix.transposedAt(left(call, item), k),
                        call.outputGradient(),
                        whole,
                        1,
                        db,
                        Matrix.at(right(call, item), n));
            }
        }
    }
}

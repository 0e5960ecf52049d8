package theoria.engine.reference.internal.op;

import theoria.core.math.linear.Gemm;
import theoria.core.math.linear.Matrix;
import theoria.core.model.tensor.Shape;

/**
 * C = A B for stacks of matrices; dA = dC B', dB = A' dC. A single B serves the whole stack. R{C} =
 * R{A} B + A R{B}, R{dA} = R{dC} B' + dC R{B}', R{dB} = A' R{dC} + R{A}' dC.
 */
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
        product(call, call.input(0), call.input(1), 0, call.output());
    }

    /** C = A B + beta C. */
    private void product(Call call, double[] a, double[] b, double beta, double[] c) {
        for (int item = 0; item < call.batch() * stack; item++) {
            gemm.multiply(
                    m,
                    n,
                    k,
                    a,
                    Matrix.at(left(call, item), k),
                    b,
                    Matrix.at(right(call, item), n),
                    beta,
                    c,
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
        if (da != null) {
            addLeft(call, call.outputGradient(), call.input(1), da);
        }
        if (db != null) {
            addRight(call, call.input(0), call.outputGradient(), db);
        }
    }

    /** dA += dC B'. */
    private void addLeft(Call call, double[] dc, double[] b, double[] da) {
        for (int item = 0; item < call.batch() * stack; item++) {
            gemm.multiply(
                    m,
                    k,
                    n,
                    dc,
                    Matrix.at(item * m * n, n),
                    b,
                    Matrix.transposedAt(right(call, item), n),
                    1,
                    da,
                    Matrix.at(left(call, item), k));
        }
    }

    /** dB += A' dC. */
    private void addRight(Call call, double[] a, double[] dc, double[] db) {
        for (int item = 0; item < call.batch() * stack; item++) {
            gemm.multiply(
                    k,
                    n,
                    m,
                    a,
                    Matrix.transposedAt(left(call, item), k),
                    dc,
                    Matrix.at(item * m * n, n),
                    1,
                    db,
                    Matrix.at(right(call, item), n));
        }
    }

    @Override
    public void forwardTangent(Call call) {
        double[] ra = call.inputTangent(0);
        double[] rb = call.inputTangent(1);
        double[] rc = call.tangent().output();
        if (ra != null) {
            product(call, ra, call.input(1), 0, rc);
        }
        if (rb != null) {
            product(call, call.input(0), rb, ra == null ? 0 : 1, rc);
        }
    }

    @Override
    public void backwardTangent(Call call) {
        double[] ra = call.inputTangent(0);
        double[] rb = call.inputTangent(1);
        double[] dc = call.outputGradient();
        double[] rdc = call.tangent().outputGradient();
        double[] rda = call.tangent().inputGradient(0);
        double[] rdb = call.tangent().inputGradient(1);
        if (rda != null) {
            addLeft(call, rdc, call.input(1), rda);
        }
        if (rda != null && rb != null) {
            addLeft(call, dc, rb, rda);
        }
        if (rdb != null) {
            addRight(call, call.input(0), rdc, rdb);
        }
        if (rdb != null && ra != null) {
            addRight(call, ra, dc, rdb);
        }
    }
}

package theoria.engine.reference.internal.op;

import theoria.core.model.tensor.Shape;

import java.util.Arrays;
import java.util.List;

/** Inputs laid one after another along an axis; gradients are cut apart again. */
public final class ConcatOp implements Op {
    private final int outer;
    private final int[] runs;
    private final int total;

    /** Joins examples of the given shapes along an axis. */
    public ConcatOp(int axis, List<Shape> inputs) {
        this.runs = inputs.stream().mapToInt(shape -> shape.tail(axis).size()).toArray();
        this.outer = inputs.get(0).size() / runs[0];
        int sum = 0;
        for (int run : runs) {
            sum += run;
        }
        this.total = sum;
    }

    @Override
    public void forward(Call call) {
        for (int block = 0; block < call.batch() * outer; block++) {
            int at = block * total;
            for (int input = 0; input < runs.length; input++) {
                int from = from(call, input, block);
                System.arraycopy(call.input(input), from, call.output(), at, runs[input]);
                at += runs[input];
            }
        }
    }

    private int from(Call call, int input, int block) {
        int size = runs[input] * outer;
        return call.inputOffset(input, block / outer, size) + block % outer * runs[input];
    }

    @Override
    public void backward(Call call) {
        for (int block = 0; block < call.batch() * outer; block++) {
            int at = block * total;
            for (int input = 0; input < runs.length; input++) {
                double[] gradient = call.inputGradient(input);
                int from = from(call, input, block);
                for (int i = 0; gradient != null && i < runs[input]; i++) {
                    gradient[from + i] += call.outputGradient()[at + i];
                }
                at += runs[input];
            }
        }
    }

    @Override
    public void forwardTangent(Call call) {
        double[] output = call.tangent().output();
        for (int block = 0; block < call.batch() * outer; block++) {
            int at = block * total;
            for (int input = 0; input < runs.length; input++) {
                double[] tangent = call.inputTangent(input);
                if (tangent == null) {
                    Arrays.fill(output, at, at + runs[input], 0);
                } else {
                    int from = from(call, input, block);
                    System.arraycopy(tangent, from, output, at, runs[input]);
                }
                at += runs[input];
            }
        }
    }

    @Override
    public void backwardTangent(Call call) {
        backward(call.tangent());
    }
}

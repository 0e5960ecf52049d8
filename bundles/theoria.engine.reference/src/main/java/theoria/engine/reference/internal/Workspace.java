package theoria.engine.reference.internal;

import org.jspecify.annotations.Nullable;

import theoria.engine.reference.internal.op.Call;

import java.util.Arrays;

/**
 * The arrays of one chunk: every node's output, and in backward passes every node's gradient. Kept
 * from chunk to chunk, so that a pass over many examples allocates once.
 */
final class Workspace {
    private final Program program;
    private final double[][] outputs;
    private final double[][] gradients;
    private final boolean[] reached;

    Workspace(Program program) {
        this.program = program;
        int nodes = program.steps().size();
        outputs = new double[nodes][];
        gradients = new double[nodes][];
        reached = new boolean[nodes];
        for (int i = 0; i < nodes; i++) {
            outputs[i] = new double[length(i)];
            gradients[i] = new double[0];
        }
    }

    private int length(int node) {
        Program.Step step = program.steps().get(node);
        return step.batched() ? Math.multiplyExact(step.size(), program.chunk()) : step.size();
    }

    /** Output of a node. */
    double[] output(int node) {
        return outputs[node];
    }

    /** Gradient in a node's output after {@link #backward}; zeros if none reached it. */
    double[] gradient(int node) {
        if (gradients[node].length == 0) {
            gradients[node] = new double[length(node)];
        }
        return gradients[node];
    }

    /** Computes all nodes up to and including the last one asked for. */
    void forward(Call.State state, int batch, int last) {
        for (int i = 0; i <= last; i++) {
            program.steps().get(i).op().forward(call(state, i, batch, false));
        }
    }

    /** Empties all gradients before one of them is seeded. */
    void clearGradients() {
        Arrays.fill(reached, false);
    }

    /** The emptied gradient of a node, to be seeded. */
    double[] seed(int node) {
        double[] gradient = gradient(node);
        Arrays.fill(gradient, 0);
        reached[node] = true;
        return gradient;
    }

    /** Takes the seeded gradient back through all nodes that led to it. */
    void backward(Call.State state, int batch, int from) {
        for (int i = from; i >= 0; i--) {
            if (reached[i]) {
                program.steps().get(i).op().backward(call(state, i, batch, true));
            }
        }
        if (!reached[0]) {
            seed(0);
        }
    }

    private Call call(Call.State state, int node, int batch, boolean backward) {
        Program.Step step = program.steps().get(node);
        int arity = step.inputs().length;
        double[][] values = new double[arity][];
        double[] @Nullable [] inputGradients = new double[arity][];
        boolean[] batched = new boolean[arity];
        for (int i = 0; i < arity; i++) {
            int input = step.inputs()[i];
            values[i] = outputs[input];
            batched[i] = program.steps().get(input).batched();
            boolean wanted = state.gradient() == null || program.steps().get(input).learns();
            if (backward && wanted) {
                inputGradients[i] = reached[input] ? gradients[input] : seed(input);
            }
        }
        return new Call(
                state,
                step.batched() ? batch : 1,
                values,
                batched,
                outputs[node],
                inputGradients,
                gradients[node]);
    }
}

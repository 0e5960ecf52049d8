package theoria.engine.reference.internal;

import org.jspecify.annotations.Nullable;

import theoria.engine.reference.internal.op.Call;

import java.util.Arrays;

/**
 * Runs the passes of one chunk of examples. Its arrays are kept from chunk to chunk, so that a pass
 * over many examples allocates once.
 */
final class Workspace {
    private final Program program;
    private final PassNumbers own;
    private final PassNumbers tangents;
    private final boolean[] reached;
    private PassNumbers values;

    Workspace(Program program) {
        this.program = program;
        own = new PassNumbers(program, program.chunk());
        tangents = new PassNumbers(program, program.chunk());
        reached = new boolean[program.steps().size()];
        values = own;
    }

    /** Works on the arrays of a kept chunk until {@link #useOwn}. */
    void use(PassNumbers kept) {
        values = kept;
    }

    /** Works on the outputs of a kept chunk, with gradients of its own, until {@link #useOwn}. */
    void useForwardOf(PassNumbers kept) {
        values = kept.withGradientsOf(own);
    }

    /** Works on its own arrays again. */
    void useOwn() {
        values = own;
    }

    /** Output of a node. */
    double[] output(int node) {
        return values.output(node);
    }

    /** Tangent of a node's output after {@link #forwardTangents}. */
    double[] outputTangent(int node) {
        return tangents.output(node);
    }

    /** Gradient in a node's output after {@link #backward}; zeros if none reached it. */
    double[] gradient(int node) {
        return values.gradient(node);
    }

    /** Computes all nodes up to and including the last one asked for. */
    void forward(Call.State state, int batch, int last) {
        for (int i = 0; i <= last; i++) {
            program.steps().get(i).op().forward(call(state, values, i, batch));
        }
    }

    /** Computes, after them, the tangents of all nodes that depend on a parameter. */
    void forwardTangents(Call.State state, int batch, int last) {
        for (int i = 0; i <= last; i++) {
            if (program.steps().get(i).learns()) {
                program.steps().get(i).op().forwardTangent(call(state, values, i, batch));
            }
        }
    }

    /** Empties all gradients before one of them is seeded. */
    void clearGradients() {
        Arrays.fill(reached, false);
    }

    /** The emptied gradient of a node, to be seeded. */
    double[] seed(int node) {
        double[] gradient = values.gradient(node);
        Arrays.fill(gradient, 0);
        reached[node] = true;
        return gradient;
    }

    /** The emptied tangent of the gradient of a node, to be seeded after the gradient. */
    double[] seedTangent(int node) {
        double[] tangent = tangents.gradient(node);
        Arrays.fill(tangent, 0);
        reached[node] = true;
        return tangent;
    }

    /** Takes the seeded gradient, and its tangent, back through all nodes that led to it. */
    void backward(Call.State state, int batch, int from) {
        for (int i = from; i >= 0; i--) {
            if (reached[i]) {
                for (int input : program.steps().get(i).inputs()) {
                    reach(state, input, true);
                }
                Call call = call(state, values, i, batch);
                program.steps().get(i).op().backward(call);
                if (state.tangent() != null) {
                    program.steps().get(i).op().backwardTangent(call);
                }
            }
        }
        if (!reached[0]) {
            seed(0);
        }
    }

    /** Takes the seeded tangent of the gradient back; the gradients themselves are there. */
    void backwardTangents(Call.State state, int batch, int from) {
        for (int i = from; i >= 0; i--) {
            if (reached[i]) {
                for (int input : program.steps().get(i).inputs()) {
                    reach(state, input, false);
                }
                program.steps().get(i).op().backwardTangent(call(state, values, i, batch));
            }
        }
    }

    /** Empties the gradients of a node that another is about to add to first. */
    private void reach(Call.State state, int node, boolean gradients) {
        if (!wanted(state, node) || reached[node]) {
            return;
        }
        if (gradients) {
            seed(node);
        }
        if (state.tangent() != null) {
            seedTangent(node);
        }
    }

    /** For the parameters only the gradients of nodes that depend on them are needed. */
    private boolean wanted(Call.State state, int node) {
        boolean ofInput = state.gradient() == null && state.tangent() == null;
        return ofInput || program.steps().get(node).learns();
    }

    private Call call(Call.State state, PassNumbers numbers, int node, int batch) {
        Program.Step step = program.steps().get(node);
        int arity = step.inputs().length;
        double[] @Nullable [] inputs = new double[arity][];
        double[] @Nullable [] inputGradients = new double[arity][];
        boolean[] batched = new boolean[arity];
        for (int i = 0; i < arity; i++) {
            int input = step.inputs()[i];
            boolean still = numbers == tangents && !program.steps().get(input).learns();
            inputs[i] = still ? null : numbers.output(input);
            batched[i] = program.steps().get(input).batched();
            boolean moving = numbers == tangents ? !still : wanted(state, input);
            inputGradients[i] = reached[input] && moving ? numbers.gradientIfThere(input) : null;
        }
        Call.State rolling = state.tangent();
        return new Call(
                state,
                step.batched() ? batch : 1,
                inputs,
                batched,
                numbers.output(node),
                numbers.choices(node),
                inputGradients,
                numbers.gradientIfThere(node),
                rolling == null ? null : call(rolling, tangents, node, batch));
    }
}

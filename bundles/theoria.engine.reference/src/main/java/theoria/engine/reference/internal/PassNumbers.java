package theoria.engine.reference.internal;

/**
 * The arrays of a pass over some examples: every node's output and what its operator chose, in
 * backward passes every node's gradient. Those of an R-operator pass hold the tangents of these.
 * Outputs and gradients are made when they are first asked for.
 */
final class PassNumbers {
    private final Program program;
    private final int examples;
    private final double[][] outputs;
    private final int[][] choices;
    private final double[][] gradients;

    /** Empty arrays for so many examples. */
    PassNumbers(Program program, int examples) {
        this.program = program;
        this.examples = examples;
        int nodes = program.steps().size();
        outputs = new double[nodes][0];
        choices = new int[nodes][0];
        gradients = new double[nodes][0];
    }

    private PassNumbers(PassNumbers forward, double[][] gradients) {
        this.program = forward.program;
        this.examples = forward.examples;
        this.outputs = forward.outputs;
        this.choices = forward.choices;
        this.gradients = gradients;
    }

    /** The same forward pass with the gradients of another one, of at least as many examples. */
    PassNumbers withGradientsOf(PassNumbers other) {
        return new PassNumbers(this, other.gradients);
    }

    /** Bytes of the arrays of both passes up to a node. */
    static long bytes(Program program, int examples, int last) {
        long bytes = 0;
        for (int i = 0; i <= last; i++) {
            Program.Step step = program.steps().get(i);
            long size =
                    2L * Double.BYTES * step.size() + (long) Integer.BYTES * step.op().choices();
            bytes += size * (step.batched() ? examples : 1);
        }
        return bytes;
    }

    private int length(int node, int size) {
        boolean batched = program.steps().get(node).batched();
        return Math.multiplyExact(size, batched ? examples : 1);
    }

    /** A node's array in a table, made if it is not there yet. */
    private double[] ready(double[][] table, int node) {
        if (table[node].length == 0) {
            table[node] = new double[length(node, program.steps().get(node).size())];
        }
        return table[node];
    }

    /** Output of a node. */
    double[] output(int node) {
        return ready(outputs, node);
    }

    /** What a node's operator chose. */
    int[] choices(int node) {
        int size = program.steps().get(node).op().choices();
        if (size > 0 && choices[node].length == 0) {
            choices[node] = new int[length(node, size)];
        }
        return choices[node];
    }

    /** Gradient of a node. */
    double[] gradient(int node) {
        return ready(gradients, node);
    }

    /** Gradient of a node; empty if nobody has asked for it, as in forward passes. */
    double[] gradientIfThere(int node) {
        return gradients[node];
    }
}

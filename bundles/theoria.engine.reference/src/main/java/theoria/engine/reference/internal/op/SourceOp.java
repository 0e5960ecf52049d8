package theoria.engine.reference.internal.op;

import org.jspecify.annotations.Nullable;

import theoria.core.model.graph.Block;

/**
 * A node without inputs: the network's input (filled by the network), a trainable tensor (copied
 * from the parameter vector), or a constant.
 */
public final class SourceOp implements LinearOp {
    private final @Nullable Block parameter;
    private final double @Nullable [] constant;

    private SourceOp(@Nullable Block parameter, double @Nullable [] constant) {
        this.parameter = parameter;
        this.constant = constant;
    }

    /** The network's input. */
    public static SourceOp input() {
        return new SourceOp(null, null);
    }

    /** A trainable tensor. */
    public static SourceOp parameter(Block block) {
        return new SourceOp(block, null);
    }

    /** A fixed tensor. */
    public static SourceOp constant(double[] values) {
        return new SourceOp(null, values);
    }

    @Override
    public void forward(Call call) {
        Block block = parameter;
        double[] values = constant;
        if (block != null) {
            System.arraycopy(call.parameters(), block.offset(), call.output(), 0, block.size());
        } else if (values != null) {
            System.arraycopy(values, 0, call.output(), 0, values.length);
        }
    }

    @Override
    public void backward(Call call) {
        Block block = parameter;
        double[] gradient = call.parameterGradient();
        for (int i = 0; block != null && gradient != null && i < block.size(); i++) {
            gradient[block.offset() + i] += call.outputGradient()[i];
        }
    }
}

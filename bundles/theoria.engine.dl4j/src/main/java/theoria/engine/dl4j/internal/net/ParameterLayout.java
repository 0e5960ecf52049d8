package theoria.engine.dl4j.internal.net;

import org.nd4j.linalg.api.ndarray.INDArray;

import theoria.core.model.graph.Block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where each number of the flat vectors of the internal form lies in DL4J's flat vector, and back.
 * DL4J keeps dense kernels as [in,out] in column order and puts a convolution's bias before its
 * kernel; a tensor that several layers share lies there once for each. The positions are read off
 * the offsets and strides of DL4J's own views, not from its documentation. Gradients have the same
 * layout, and those of a shared tensor are added up.
 */
final class ParameterLayout {
    private static final int NOTHING = -1;

    /** For each number of DL4J's vector its index in the parameters, or NOTHING. */
    private final int[] parameter;

    /** For each number of DL4J's vector its index in the buffers, or NOTHING. */
    private final int[] buffer;

    /** What DL4J's vector holds where neither of ours has a number. */
    private final double[] fixed;

    private final List<FoldedNorm> folded = new ArrayList<>();

    ParameterLayout(int length) {
        parameter = new int[length];
        buffer = new int[length];
        fixed = new double[length];
        Arrays.fill(parameter, NOTHING);
        Arrays.fill(buffer, NOTHING);
    }

    /** Length of DL4J's vector. */
    int length() {
        return parameter.length;
    }

    /**
     * Ties a block to a view of DL4J.
     *
     * @param block row-major in our vector
     * @param view DL4J's array, whose axes in the order {@code axes} are those of the block
     * @param axes which axis of the view is the first of the block, the second, ...
     */
    void tie(Block block, INDArray view, int... axes) {
        int[] positions = positions(view, axes);
        if (positions.length != block.size()) {
            throw new IllegalStateException(
                    "block '"
                            + block.name()
                            + "' has "
                            + block.size()
                            + " numbers, DL4J's array "
                            + positions.length);
        }
        int[] target = block.role().trainable() ? parameter : buffer;
        for (int i = 0; i < positions.length; i++) {
            target[positions[i]] = block.offset() + i;
        }
    }

    /** Sets a view of DL4J, to which no block belongs, to one number for ever. */
    void fix(INDArray view, double value) {
        for (int position : positions(view, view.rank() - 1)) {
            fixed[position] = value;
        }
    }

    /** Adds a batch norm whose two vectors are computed from its four blocks. */
    void fold(FoldedNorm norm) {
        folded.add(norm);
    }

    /** Positions in DL4J's vector of a view's entries, row-major in the given order of axes. */
    static int[] positions(INDArray view, int... axes) {
        int[] positions = {Math.toIntExact(view.offset())};
        for (int axis : axes) {
            int extent = Math.toIntExact(view.size(axis));
            int stride = Math.toIntExact(view.stride(axis));
            int[] finer = new int[positions.length * extent];
            for (int i = 0; i < finer.length; i++) {
                finer[i] = positions[i / extent] + i % extent * stride;
            }
            positions = finer;
        }
        return positions;
    }

    /** DL4J's vector from ours. */
    double[] toDl4j(double[] parameters, double[] buffers) {
        double[] flat = fixed.clone();
        for (int i = 0; i < flat.length; i++) {
            if (parameter[i] != NOTHING) {
                flat[i] = parameters[parameter[i]];
            } else if (buffer[i] != NOTHING) {
                flat[i] = buffers[buffer[i]];
            }
        }
        folded.forEach(norm -> norm.fill(parameters, buffers, flat));
        return flat;
    }

    /** Adds a gradient in DL4J's vector to one in our parameters. */
    void addGradient(double[] flat, double[] buffers, double[] gradient) {
        for (int i = 0; i < flat.length; i++) {
            if (parameter[i] != NOTHING) {
                gradient[parameter[i]] += flat[i];
            }
        }
        folded.forEach(norm -> norm.addGradient(flat, buffers, gradient));
    }

    /**
     * Subtracts from the buffers what DL4J gives as their gradient: running mean minus new running
     * mean.
     */
    void updateBuffers(double[] flat, double[] buffers) {
        for (int i = 0; i < flat.length; i++) {
            if (buffer[i] != NOTHING) {
                buffers[buffer[i]] -= flat[i];
            }
        }
    }
}

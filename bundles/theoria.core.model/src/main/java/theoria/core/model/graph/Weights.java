package theoria.core.model.graph;

import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.HashSet;
import java.util.Set;

/**
 * The numbers of a network: its flat parameter vector theta in R<sup>P</sup> and its flat buffer
 * vector in R<sup>Q</sup>, laid out as {@link NetworkGraph#blocks()} says, in the precision of
 * their source. Immutable.
 *
 * @param parameters theta, shape (P)
 * @param buffers running statistics, shape (Q)
 */
public record Weights(Tensor parameters, Tensor buffers) {
    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if one is not a vector or the precisions differ
     */
    public Weights {
        if (parameters.shape().rank() != 1 || buffers.shape().rank() != 1) {
            throw new IllegalArgumentException(
                    "weights of shapes "
                            + parameters.shape()
                            + " and "
                            + buffers.shape()
                            + ", not two vectors");
        }
        if (parameters.precision() != buffers.precision()) {
            throw new IllegalArgumentException("parameters and buffers differ in precision");
        }
    }

    /** Weights from flat vectors in double precision. */
    public static Weights of(double[] parameters, double[] buffers) {
        return new Weights(
                Tensor.of(Shape.of(parameters.length), parameters),
                Tensor.of(Shape.of(buffers.length), buffers));
    }

    /** Weights from flat vectors in single precision. */
    public static Weights of(float[] parameters, float[] buffers) {
        return new Weights(
                Tensor.of(Shape.of(parameters.length), parameters),
                Tensor.of(Shape.of(buffers.length), buffers));
    }

    /** Collects the tensors of a graph by name. */
    public static Builder builder(NetworkGraph graph, Precision precision) {
        return new Builder(graph, precision);
    }

    /** The precision of the source. */
    public Precision precision() {
        return parameters.precision();
    }

    /** The numbers of one block, widened to double and copied. */
    public double[] values(Block block) {
        Tensor flat = block.role().trainable() ? parameters : buffers;
        double[] values = new double[block.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = flat.get(block.offset() + i);
        }
        return values;
    }

    /** The same numbers in another precision. */
    public Weights to(Precision precision) {
        if (precision == precision()) {
            return this;
        }
        return precision == Precision.FLOAT
                ? of(parameters.toFloats(), buffers.toFloats())
                : of(parameters.toDoubles(), buffers.toDoubles());
    }

    /**
     * Fills the flat vectors block by block, in their final precision, so nothing is held twice.
     */
    public static final class Builder {
        private final NetworkGraph graph;
        private final Flat parameters;
        private final Flat buffers;
        private final Set<String> missing = new HashSet<>();

        private Builder(NetworkGraph graph, Precision precision) {
            this.graph = graph;
            this.parameters = Flat.of(graph.parameterCount(), precision);
            this.buffers = Flat.of(graph.bufferCount(), precision);
            graph.blocks().forEach(block -> missing.add(block.name()));
        }

        /**
         * Sets one block.
         *
         * @throws IllegalArgumentException if there is no such block or the number of values is
         *     wrong
         */
        public Builder set(String blockName, Tensor values) {
            Block block = graph.block(blockName);
            if (values.size() != block.size()) {
                throw new IllegalArgumentException(
                        "tensor '"
                                + blockName
                                + "' has shape "
                                + values.shape()
                                + ", expected "
                                + block.shape());
            }
            (block.role().trainable() ? parameters : buffers).set(block.offset(), values);
            missing.remove(blockName);
            return this;
        }

        /**
         * The finished weights.
         *
         * @throws IllegalStateException if a block was not set
         */
        public Weights build() {
            if (!missing.isEmpty()) {
                throw new IllegalStateException(
                        "no values for " + String.join(", ", missing.stream().sorted().toList()));
            }
            return new Weights(parameters.tensor(), buffers.tensor());
        }
    }

    /** A flat vector while it is filled: one of the two arrays has its length, the other none. */
    private record Flat(Precision precision, float[] floats, double[] doubles) {
        static Flat of(int length, Precision precision) {
            boolean single = precision == Precision.FLOAT;
            return new Flat(
                    precision, new float[single ? length : 0], new double[single ? 0 : length]);
        }

        void set(int offset, Tensor values) {
            if (precision == Precision.FLOAT) {
                values.copyTo(floats, offset);
            } else {
                System.arraycopy(values.toDoubles(), 0, doubles, offset, values.size());
            }
        }

        Tensor tensor() {
            return precision == Precision.FLOAT
                    ? Tensor.of(Shape.of(floats.length), floats)
                    : Tensor.of(Shape.of(doubles.length), doubles);
        }
    }
}

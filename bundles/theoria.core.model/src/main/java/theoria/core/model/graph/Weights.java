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

    /** Fills the flat vectors block by block. */
    public static final class Builder {
        private final NetworkGraph graph;
        private final Precision precision;
        private final double[] parameters;
        private final double[] buffers;
        private final Set<String> missing = new HashSet<>();

        private Builder(NetworkGraph graph, Precision precision) {
            this.graph = graph;
            this.precision = precision;
            this.parameters = new double[graph.parameterCount()];
            this.buffers = new double[graph.bufferCount()];
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
            double[] flat = block.role().trainable() ? parameters : buffers;
            for (int i = 0; i < values.size(); i++) {
                flat[block.offset() + i] = values.get(i);
            }
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
            return of(parameters, buffers).to(precision);
        }
    }
}
